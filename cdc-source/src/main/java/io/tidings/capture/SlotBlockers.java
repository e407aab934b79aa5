package io.tidings.capture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transactions that keep a replication slot from being made: PostgreSQL waits for every one that has written and is open
 * when it begins, in any of the cluster's databases. One that is prepared and that nobody finishes holds it up for good.
 */
final class SlotBlockers {

    private static final String PREPARED = """
            select pg_catalog.format('the prepared transaction %L of %s in the database %s, since %s', gid, owner, database,
                                     pg_catalog.to_char(prepared at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'))
              from pg_catalog.pg_prepared_xacts
             where prepared < pg_catalog.clock_timestamp() - interval '5 seconds'
             order by prepared limit 10
            """;

    private static final String OPEN = """
            select pg_catalog.format('the transaction of process %s%s', pid,
                                     coalesce(', since ' || pg_catalog.to_char(xact_start at time zone 'UTC',
                                                                               'YYYY-MM-DD HH24:MI:SS "UTC"'), ''))
              from pg_catalog.pg_stat_activity
             where backend_xid is not null and pid <> pg_catalog.pg_backend_pid()
               and coalesce(xact_start < pg_catalog.clock_timestamp() - interval '5 seconds', true)
             order by xact_start limit 10
            """;

    private final Connection connection;
    private final CaptureSettings settings;

    SlotBlockers(Connection connection, CaptureSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** What a slot could not be made beside, however long one waits: prepared transactions, as a sentence. */
    Optional<String> lasting() throws SQLException {
        return sentence(list(PREPARED));
    }

    /** What holds up the making of the slot, while it is being made. */
    Optional<String> now() throws SQLException {
        boolean making = new ReplicationSlot(connection, settings.engine().slot())
                .state()
                .filter(slot -> slot.activePid() != 0 && slot.acknowledged() == 0)
                .isPresent();
        if (!making) {
            return Optional.empty();
        }
        List<String> blockers = list(PREPARED);
        blockers.addAll(list(OPEN));
        return sentence(blockers);
    }

    private Optional<String> sentence(List<String> blockers) {
        return blockers.isEmpty()
                ? Optional.empty()
                : Optional.of("The replication slot '" + settings.engine().slot()
                        + "' cannot be made before these transactions end: " + String.join("; ", blockers)
                        + ". End them: a prepared one, which pg_prepared_xacts shows, by COMMIT PREPARED or ROLLBACK"
                        + " PREPARED in its database; the others, which pg_stat_activity shows, in their sessions.");
    }

    private List<String> list(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
