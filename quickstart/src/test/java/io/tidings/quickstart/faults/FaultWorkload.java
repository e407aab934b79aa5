package io.tidings.quickstart.faults;

import io.tidings.quickstart.ReceivedEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the sessions do while faults are struck, and what the database says that the events must be. */
interface FaultWorkload {

    /** Opens a connection, while the database answers. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    Path contracts();

    /** Creates and fills the tables. */
    void install(Connection connection) throws Exception;

    /** Runs several sessions until it is over, with other connections when those are lost; says what they did. */
    String run(Connector connector, long seed, BooleanSupplier over) throws Exception;

    /** The topics of the events. */
    List<String> topics();

    /** Takes every event in the order of each topic; when it is complete, nothing may be missing. */
    Verdict verdict(Connection connection) throws Exception;

    /** Compares events with the truth one by one, so that any number of them will do. */
    interface Verdict extends Consumer<ReceivedEvent> {

        /** To be called after the last event; gives the number of events. */
        int complete() throws Exception;
    }
}
