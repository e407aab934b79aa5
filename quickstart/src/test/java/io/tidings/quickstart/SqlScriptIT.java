package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlScriptIT {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void emptyTable() throws SQLException {
        play("DROP TABLE IF EXISTS t;\nCREATE TABLE t (v text);", (connection, transaction) -> {});
    }

    @Test
    void theHookSeesWhatItsTransactionWroteAndIsCommittedWithIt() throws SQLException {
        List<String> seen = new ArrayList<>();
        play(
                "-- ACTION 1 | me | two rows\nBEGIN;\nINSERT INTO t VALUES ('a; {b}');\nINSERT INTO t VALUES ('c');\nCOMMIT;",
                (connection, transaction) -> {
                    seen.addAll(rows(connection));
                    execute(connection, "INSERT INTO t VALUES ('hook')");
                });
        assertThat(seen).containsExactly("a; {b}", "c");
        assertThat(rows()).containsExactly("a; {b}", "c", "hook");
    }

    @Test
    void aRolledBackTransactionLeavesNothingAndDoesNotAskTheHook() throws SQLException {
        play("BEGIN;\nINSERT INTO t VALUES ('a');\nROLLBACK;", (connection, transaction) -> {
            throw new AssertionError("asked");
        });
        assertThat(rows()).isEmpty();
    }

    @Test
    void aFailingBlockIsNamedByItsLineAndNothingOfItRemains() throws SQLException {
        String script =
                "BEGIN;\nINSERT INTO t VALUES ('kept');\nCOMMIT;\n\nBEGIN;\nINSERT INTO t VALUES ('lost');\nOOPS;\nCOMMIT;";
        assertThatThrownBy(() -> play(script, (connection, transaction) -> {}))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("In the block at line 5: ")
                .hasMessageContaining("OOPS");
        assertThat(rows()).containsExactly("kept");
    }

    @Test
    void aFailingHookRollsItsTransactionBack() throws SQLException {
        assertThatThrownBy(() -> play("BEGIN;\nINSERT INTO t VALUES ('a');\nCOMMIT;", (connection, transaction) -> {
                    throw new SQLException("no");
                }))
                .hasMessage("no");
        assertThat(rows()).isEmpty();
    }

    private static void play(String script, SqlScript.BeforeCommit hook) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            try {
                SqlScript.parse(script).run(connection, hook);
            } finally {
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
    }

    private static List<String> rows() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            return rows(connection);
        }
    }

    private static List<String> rows(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT v FROM t")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
