package io.tidings.reconcile;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the audit rows are. */
@FunctionalInterface
public interface SourceDatabase {

    /** Opens a connection, to be closed by the caller. */
    Connection connect() throws SQLException;
}
