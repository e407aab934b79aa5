package io.tidings.quickstart.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {

    @TempDir
    static Path directory;

    static Database database;

    @BeforeAll
    static void start() {
        database = Database.start(directory);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void walIsLogicalAndCommitsAreSynchronous() throws SQLException {
        assertThat(settings("wal_level", "synchronous_commit", "wal_sender_timeout"))
                .isEqualTo(Map.of(
                        "wal_level", "logical",
                        "synchronous_commit", "on",
                        "wal_sender_timeout", "1min"));
    }

    @Test
    void theUserMayCreateAReplicationSlot() throws SQLException {
        try (Connection connection = connect(database.password())) {
            run(connection, "SELECT pg_create_logical_replication_slot('probe', 'pgoutput')");
            run(connection, "SELECT pg_drop_replication_slot('probe')");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> connect("wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void rowsOutliveARestartAtTheSameAddress() throws SQLException {
        try (Connection connection = connect(database.password())) {
            run(connection, "CREATE TABLE kept (id int)");
        }
        String address = database.jdbcUrl();
        database.close();
        database = Database.start(directory);
        assertThat(database.jdbcUrl()).isEqualTo(address);
        try (Connection connection = connect(database.password())) {
            run(connection, "INSERT INTO kept VALUES (1)");
        }
    }

    private static Connection connect(String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), password);
    }

    private static Map<String, String> settings(String... names) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = connect(database.password());
                var statement = connection.createStatement()) {
            for (String name : names) {
                try (var result = statement.executeQuery("SHOW " + name)) {
                    result.next();
                    settings.put(name, result.getString(1));
                }
            }
        }
        return settings;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
