package io.tidings.quickstart.security;

import io.tidings.quickstart.security.Certificates.Identity;
import io.tidings.quickstart.servers.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL that takes encrypted connections only: of the role {@code certified} with its certificate, of all others with
 * their password.
 */
final class SecuredDatabase implements AutoCloseable {
    private static final String RULES = """
            hostssl all certified 127.0.0.1/32 cert
            hostssl all all 127.0.0.1/32 scram-sha-256
            hostnossl all all all reject
            """;

    private final Database database;

    private SecuredDatabase(Database database) {
        this.database = database;
    }

    static SecuredDatabase start(Path directory, Certificates certificates) throws Exception {
        Database database = Database.start(directory);
        Identity server = certificates.of("postgresql");
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '" + server.certificate() + "'");
            statement.execute("alter system set ssl_key_file = '" + server.key() + "'");
            statement.execute("alter system set ssl_ca_file = '" + certificates.authority() + "'");
            statement.execute("alter system set ssl = on");
            Files.writeString(directory.resolve("data").resolve("pg_hba.conf"), RULES);
            statement.execute("select pg_reload_conf()");
        }
        SecuredDatabase secured = new SecuredDatabase(database);
        secured.awaitEncryption();
        return secured;
    }

    /** Whoever reloads the configuration does so in its own time. */
    private void awaitEncryption() throws InterruptedException {
        while (true) {
            try (Connection connection = connect()) {
                return;
            } catch (SQLException e) {
                Thread.sleep(20);
            }
        }
    }

    /** An administrator's connection. */
    Connection connect() throws SQLException {
        return connect(database.user(), database.password());
    }

    Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl() + "?sslmode=require", user, password);
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    int port() {
        return database.port();
    }

    @Override
    public void close() {
        database.close();
    }
}
