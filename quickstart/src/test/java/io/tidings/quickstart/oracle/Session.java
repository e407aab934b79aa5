package io.tidings.quickstart.oracle;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A session that runs random transactions beside others. It survives whatever happens to its connection: it opens
 * another and goes on. Whether a commit that was cut off took place it does not ask: the truth committed with it.
 */
final class Session {
    /** What concurrent applications run into and roll back after: conflicts of keys and locks, and time limits. */
    private static final Set<String> EXPECTED =
            Set.of("40P01", "55P03", "57014", "23505", "23503", "23502", "21000", "25P04", "40001");

    /** The connection or the server is gone, or the server has not come up yet, or has no room at the moment. */
    private static final Set<String> GONE = Set.of("08", "57", "53", "25", "58");

    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    private final OracleWorkload.Connections connections;
    private final Random random;
    private final Draw draw;
    private final Tally tally;
    private @Nullable Connection open;

    Session(OracleWorkload.Connections connections, Random random, Tally tally) {
        this.connections = connections;
        this.random = random;
        this.draw = new Draw(random);
        this.tally = tally;
    }

    /** Runs transactions as long as it may. */
    void run(BooleanSupplier goOn) throws SQLException {
        try {
            while (goOn.getAsBoolean()) {
                try {
                    transaction(connection());
                } catch (SQLException e) {
                    recover(e);
                }
            }
        } finally {
            hangUp();
        }
    }

    private Connection connection() throws SQLException {
        if (open == null) {
            Connection connection = connections.open();
            open = connection;
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set search_path to app, \"Depot\", public; set deadlock_timeout to '100ms';"
                        + " set lock_timeout to '20s'; set statement_timeout to '30s';"
                        + " set idle_in_transaction_session_timeout to '10s'");
            }
            connection.commit();
        }
        return open;
    }

    /** Takes back what was begun, or hangs up when that cannot be. */
    private void recover(SQLException failure) throws SQLException {
        String state = failure.getSQLState();
        if (state != null && EXPECTED.contains(state) && open != null) {
            tally.rolledBack(state);
            try {
                open.rollback();
                return;
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        } else if (open != null && open.isValid(1) && !isGone(state)) {
            throw failure;
        }
        tally.cut();
        hangUp();
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }

    private static boolean isGone(@Nullable String state) {
        return state == null || state.length() < 2 || GONE.contains(state.substring(0, 2));
    }

    private void hangUp() {
        if (open != null) {
            try {
                open.close();
            } catch (SQLException alreadyGone) {
                tally.cut();
            }
            open = null;
        }
    }

    private void transaction(Connection connection) throws SQLException {
        boolean truncates = random.nextInt(150) == 0;
        // TRUNCATE wants the table alone until it commits, and before_commit() reads all tables.
        execute(connection, "select pg_advisory_xact_lock" + (truncates ? "(2)" : "_shared(2)"));
        if (random.nextInt(3) == 0) {
            take(connection, OracleWorkload.AUDITS);
        }
        if (truncates) {
            take(connection, OracleWorkload.TRUNCATIONS);
        }
        for (int steps = random.nextInt(6); steps > 0; steps--) {
            if (random.nextInt(5) == 0) {
                takenBack(connection);
            } else {
                take(connection, random.nextInt(8) == 0 ? OracleWorkload.AUDITS : OracleWorkload.STEPS);
            }
        }
        if (random.nextInt(3) > 0) {
            take(connection, OracleWorkload.AUDITS);
        }
        end(connection);
    }

    private void end(Connection connection) throws SQLException {
        if (random.nextInt(10) == 0) {
            connection.rollback();
            tally.rolledBack("wanted");
        } else {
            execute(connection, "select truth.before_commit()");
            connection.commit();
            tally.committed();
        }
    }

    private void takenBack(Connection connection) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        take(connection, OracleWorkload.STEPS);
        if (random.nextBoolean()) {
            take(connection, OracleWorkload.AUDITS);
        }
        if (random.nextInt(3) > 0) {
            connection.rollback(savepoint);
        } else {
            connection.releaseSavepoint(savepoint);
        }
    }

    private void take(Connection connection, Steps steps) throws SQLException {
        Steps.Step step = steps.choose(random);
        String sql = draw.fill(step.sql());
        try {
            int rows =
                    step.copy().isPresent() ? copy(connection, sql, step.copy().get()) : execute(connection, sql);
            tally.took(step.name(), step.tellsNoRows() ? 1 : rows);
        } catch (SQLException e) {
            if (!EXPECTED.contains(String.valueOf(e.getSQLState())) && !isGone(e.getSQLState())) {
                throw new SQLException(step.name() + ": " + e.getMessage() + "\n" + sql, e.getSQLState(), e);
            }
            throw e;
        }
    }

    /** Gives how many rows the statements changed. */
    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            int rows = 0;
            boolean query = statement.execute(sql);
            while (query || statement.getUpdateCount() >= 0) {
                rows += query ? 0 : statement.getUpdateCount();
                query = statement.getMoreResults();
            }
            return rows;
        }
    }

    private static int copy(Connection connection, String query, String copy) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            String rows = row.getString(1);
            return rows == null
                    ? 0
                    : (int) connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(rows));
        } catch (IOException e) {
            throw new SQLException("COPY was cut off.", "08006", e);
        }
    }
}
