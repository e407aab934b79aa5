package io.tidings.capture;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the database server says of itself over the replication protocol.
 *
 * @param system the identifier of the database cluster
 * @param timeline of its write-ahead log: another one after each failover and each restore to a point in time
 * @param written the position up to which its write-ahead log is written
 */
record Server(String system, int timeline, long written) {

    static Server identify(DatabaseSettings database) throws SQLException {
        try (Connection connection = database.connectForReplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new Server(row.getString("systemid"), row.getInt("timeline"), Lsn.parse(row.getString("xlogpos")));
        }
    }

    /** The file that says where earlier timelines ended. */
    String history(DatabaseSettings database) throws SQLException {
        try (Connection connection = database.connectForReplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            return new String(row.getBytes("content"), StandardCharsets.UTF_8);
        }
    }
}
