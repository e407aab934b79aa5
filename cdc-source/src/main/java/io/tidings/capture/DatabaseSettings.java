package io.tidings.capture;

import io.tidings.database.DatabaseAddress;
import io.tidings.database.DatabaseSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * Where the source database is and who connects to it.
 *
 * @param host the server's name or address, or several
 * @param port of the hosts that name none
 * @param name the database
 * @param user a role with REPLICATION that may read the captured tables
 * @param password never printed
 * @param sslMode as PostgreSQL's clients know it: disable, prefer, require, verify-ca, verify-full
 * @param options further settings of the PostgreSQL JDBC driver, such as {@code sslrootcert}
 */
public record DatabaseSettings(
        String host, int port, String name, String user, String password, String sslMode, Map<String, String> options) {

    /** Checks what can be checked without connecting. */
    public DatabaseSettings {
        EngineAddress.problem(new DatabaseAddress(host, port, name)).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        Required.text("user", user);
        Required.that(
                user.indexOf('\'') < 0,
                "user '" + user + "' has an apostrophe, with which Debezium does not find a role; rename the role");
        Required.text("sslMode", sslMode);
        options = Map.copyOf(options);
    }

    /** The usual case: encrypted when the server can. */
    public DatabaseSettings(String host, int port, String name, String user, String password) {
        this(host, port, name, user, password, "prefer", Map.of());
    }

    /** Opens a connection; gives up after ten seconds. */
    public Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /** The same for the replication protocol's commands. */
    Connection connectForReplication() throws SQLException {
        return connect(Map.of("replication", "database", "preferQueryMode", "simple", "assumeMinServerVersion", "12"));
    }

    private Connection connect(Map<String, String> more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "user",
                user,
                "password",
                password,
                "sslmode",
                sslMode,
                "socketTimeout",
                "30",
                "ApplicationName",
                "tidings"));
        properties.putAll(options);
        properties.putAll(more);
        return DatabaseSession.open(where(), properties);
    }

    /** Host, port and database, as messages name them. */
    String address() {
        return where().toString();
    }

    DatabaseAddress where() {
        return new DatabaseAddress(host, port, name);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + user + "@" + address() + ", sslMode=" + sslMode + "]";
    }
}
