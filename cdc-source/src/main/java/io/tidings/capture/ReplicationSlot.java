package io.tidings.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The database's side of the offset: from where it keeps the write-ahead log for us. */
final class ReplicationSlot {

    private final Connection connection;
    private final String name;

    ReplicationSlot(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /**
     * How the slot stands.
     *
     * @param database the database that it belongs to
     * @param plugin its output plugin
     * @param activePid the server process that streams from it, 0 for none
     * @param lost the database has removed what the slot needs
     * @param acknowledged the position up to which it does not give anything again
     * @param failover whether the database copies it to its standby servers
     */
    record State(String database, String plugin, int activePid, boolean lost, long acknowledged, boolean failover) {

        /** Whether a capture of the database can have made it. */
        boolean canBeOurs(DatabaseSettings settings) {
            return "pgoutput".equals(plugin) && settings.name().equals(database);
        }
    }

    /**
     * How far the slot is.
     *
     * @param active whether something streams from it
     * @param lagBytes write-ahead log that is not acknowledged
     * @param retainedBytes write-ahead log that the database keeps for it; 0 when it keeps nothing any more
     * @param walStatus reserved, extended, unreserved or lost
     */
    record Standing(boolean active, long lagBytes, long retainedBytes, String walStatus) {
        boolean isLost() {
            return walStatus.equals("lost");
        }
    }

    Optional<Standing> standing() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select active,"
                + " coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0),"
                + " coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0), coalesce(wal_status, 'lost')"
                + " from pg_replication_slots where slot_name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Standing(row.getBoolean(1), row.getLong(2), row.getLong(3), row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    Optional<State> state() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                // Not every version has the last column.
                "select database, plugin, coalesce(active_pid, 0), coalesce(wal_status = 'lost', false),"
                        + " coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0),"
                        + " coalesce((to_jsonb(slot) ->> 'failover')::boolean, false)"
                        + " from pg_replication_slots slot where slot_name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(stateIn(row)) : Optional.empty();
            }
        }
    }

    private static State stateIn(ResultSet row) throws SQLException {
        return new State(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getBoolean(6));
    }

    /** Has the database copy it to its standby servers; nothing may stream from it. */
    void copyToStandbyServers(DatabaseSettings database) throws SQLException {
        try (Connection replication = database.connectForReplication();
                Statement statement = replication.createStatement()) {
            statement.execute("ALTER_REPLICATION_SLOT " + name + " (FAILOVER true)");
        }
    }

    /** Ends the server process that still streams to a predecessor; the predecessor must have been fenced. */
    void takeOver(State state) throws SQLException {
        if (state.activePid() == 0) {
            return;
        }
        try (PreparedStatement call = connection.prepareStatement("select pg_terminate_backend(?, 5000)")) {
            call.setInt(1, state.activePid());
            call.execute();
        }
    }

    /** Ends what streams from it, and drops it. */
    void dropIfPresent() throws SQLException {
        Optional<State> state = state();
        if (state.isPresent()) {
            takeOver(state.get());
            drop();
        }
    }

    void drop() throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select pg_drop_replication_slot(?)")) {
            call.setString(1, name);
            call.execute();
        }
    }
}
