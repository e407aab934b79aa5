package io.tidings.quickstart.faults;

import io.tidings.registry.RegistryClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** What sessions do while faults are struck, and what the database says that the events must be. */
interface FaultWorkload {

    /** Opens a connection, while the database answers. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** The name of the source in the contracts. */
    String source();

    Path contracts();

    /** Creates and fills the tables. */
    void install(Connector connector) throws Exception;

    /** Runs several sessions as long as they may go on, with other connections when those are lost; says what they did. */
    String run(Connector connector, String bootstrapServers, long seed, BooleanSupplier goOn) throws Exception;

    /** Fails unless the events are those of the committed transactions; gives their number. */
    int compare(Connector connector, String bootstrapServers, RegistryClient registry) throws Exception;
}
