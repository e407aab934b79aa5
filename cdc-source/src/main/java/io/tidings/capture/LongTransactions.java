package io.tidings.capture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * Transactions that write and are open for more than a second: making a slot waits for them. They are known by their locks,
 * which every role sees, prepared transactions among them; when another role's transaction began, pg_stat_activity
 * tells administrators only.
 */
final class LongTransactions {

    private static final String WRITING = "select transactionid::text from pg_locks"
            + " where locktype = 'transactionid' and mode = 'ExclusiveLock' and granted";

    private final Connection connection;

    LongTransactions(Connection connection) {
        this.connection = connection;
    }

    /** Looks twice, a second apart, when there is anything to see. */
    boolean areThere() throws SQLException {
        Set<String> open = column(WRITING);
        if (open.isEmpty()) {
            return false;
        }
        column("select pg_sleep(1)");
        open.retainAll(column(WRITING));
        return !open.isEmpty();
    }

    private Set<String> column(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Set<String> values = new TreeSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
