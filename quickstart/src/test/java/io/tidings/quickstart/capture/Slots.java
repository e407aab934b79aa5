package io.tidings.quickstart.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The replication slots of a database. */
public final class Slots {
    private Slots() {}

    /** Ends what streams from them: the stream of a capture that has just been closed may end a moment later. */
    static void endStreams(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(active_pid, 5000) from pg_replication_slots"
                    + " where database = current_database() and active_pid is not null");
        }
    }

    /** Drops them all; a server has only so many. */
    public static void drop(Connection connection) throws SQLException {
        endStreams(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                    + " where database = current_database()");
        }
    }
}
