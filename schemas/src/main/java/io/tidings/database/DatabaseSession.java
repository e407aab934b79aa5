package io.tidings.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Opens connections to the source database, which inherit nothing that {@link SessionSettings} names. */
public final class DatabaseSession {

    /** How long connecting may take. */
    public static final int CONNECT_LIMIT_SECONDS = 10;

    private static final String UNKNOWN_SETTING = "42704";

    /** What servers said of themselves when they were last connected to: a server can be upgraded meanwhile. */
    private static final Map<DatabaseAddress, Integer> VERSIONS = new ConcurrentHashMap<>();

    private DatabaseSession() {}

    /**
     * Opens a connection; gives up after ten seconds.
     *
     * @param properties of the JDBC driver, user and password among them
     */
    public static Connection open(DatabaseAddress address, Properties properties) throws SQLException {
        int version = version(address).orElse(SessionSettings.LIMITS_TRANSACTIONS);
        try {
            return open(address, properties, version);
        } catch (SQLException e) {
            if (version < SessionSettings.LIMITS_TRANSACTIONS || !UNKNOWN_SETTING.equals(e.getSQLState())) {
                throw e;
            }
            return open(address, properties, SessionSettings.LIMITS_TRANSACTIONS - 1);
        }
    }

    private static Connection open(DatabaseAddress address, Properties properties, int version) throws SQLException {
        Properties all = new Properties();
        all.put("connectTimeout", String.valueOf(CONNECT_LIMIT_SECONDS));
        all.put("loginTimeout", String.valueOf(CONNECT_LIMIT_SECONDS));
        all.putAll(properties);
        all.put("options", SessionSettings.options(version));
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), all);
        VERSIONS.put(address, connection.getMetaData().getDatabaseMajorVersion());
        return connection;
    }

    /** The major version of the server, once it was connected to. */
    static OptionalInt version(DatabaseAddress address) {
        Integer version = VERSIONS.get(address);
        return version == null ? OptionalInt.empty() : OptionalInt.of(version);
    }
}
