package io.tidings.quickstart;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workload: plain SQL whose transactions are marked by {@code BEGIN}, {@code COMMIT} and {@code ROLLBACK} alone on
 * their lines, each under the action that caused it: {@code -- ACTION number | who | what}. What stands outside such
 * blocks is run as it is, each statement for itself.
 *
 * <p>Lines are all that is looked at: a line of a literal or of a function body that reads {@code BEGIN} counts too.
 */
public record SqlScript(List<Block> blocks) {
    public SqlScript {
        blocks = List.copyOf(blocks);
    }

    /** @throws IllegalArgumentException with the line when blocks are nested or left open */
    public static SqlScript parse(String text) {
        return new SqlScript(new SqlScriptParser().parse(text));
    }

    /**
     * Plays all blocks in order on a connection that nobody else uses, and leaves it with auto-commit on.
     *
     * @throws SQLException naming the line of the block that failed; its transaction is rolled back
     */
    public void run(Connection connection, BeforeCommit hook) throws SQLException {
        for (Block block : blocks) {
            block.run(connection, hook);
        }
    }

    private static void execute(Block block, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(block.sql());
        } catch (SQLException e) {
            throw new SQLException("In the block at line " + block.line() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    /** What may happen in a transaction as the last thing before it commits; rolled back ones do not ask. */
    @FunctionalInterface
    public interface BeforeCommit {
        void accept(Connection connection, Transaction transaction) throws SQLException;
    }

    /** A user's action, as the comment above its transactions tells it. */
    public record Action(int number, String who, String what) {}

    /** Statements that belong together; {@code line} is where they begin. */
    public sealed interface Block permits Statements, Transaction {
        int line();

        String sql();

        /** Plays this block alone. */
        void run(Connection connection, BeforeCommit hook) throws SQLException;
    }

    /** Statements outside any block. */
    public record Statements(int line, String sql) implements Block {
        @Override
        public void run(Connection connection, BeforeCommit hook) throws SQLException {
            connection.setAutoCommit(true);
            execute(this, connection);
        }
    }

    /** What stands between BEGIN and COMMIT or ROLLBACK; {@code action} is null before the script's first action. */
    public record Transaction(
            int line, String sql, boolean commits, @Nullable Action action) implements Block {
        @Override
        public void run(Connection connection, BeforeCommit hook) throws SQLException {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                execute(this, connection);
                if (commits) {
                    hook.accept(connection, this);
                    connection.commit();
                    committed = true;
                }
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }
}
