package io.tidings.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Audit rows that committed while nobody read them.
 *
 * @param perTransaction rows of each transaction
 * @param end the position behind them
 */
record Backlog(int rows, int perTransaction, String end) {
    /** Each transaction commits by itself; that the disk has it is not waited for. */
    private static final String WRITE = """
            do $$ begin
                for row in 1..%1$d loop
                    insert into events (action, subject_type, subject_id, actor_id)
                        values ('product_changed', 'PRODUCT', row * 7919::bigint %% %3$d, row * 7901::bigint %% %3$d);
                    if row %% %2$d = 0 then commit; end if;
                end loop;
            end $$
            """;

    static Backlog write(ShopDatabase shop, int rows, int perTransaction) throws SQLException {
        try (Connection connection = connectPatiently(shop);
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute(WRITE.formatted(rows, perTransaction, shop.products()));
            // Takes everything before it to the disk.
            statement.execute("set synchronous_commit = on; select pg_logical_emit_message(true, 'bench', '')");
            try (ResultSet row = statement.executeQuery("select pg_current_wal_insert_lsn()")) {
                row.next();
                return new Backlog(rows, perTransaction, row.getString(1));
            }
        }
    }

    private static Connection connectPatiently(ShopDatabase shop) throws SQLException {
        Connection connection = shop.connect();
        connection.setNetworkTimeout(Runnable::run, 600_000);
        return connection;
    }

    /** With BEGIN and END of each transaction. */
    long records() {
        return rows + 2L * rows / perTransaction;
    }
}
