package io.tidings.bench.contender;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where the shop's tables are, as they are now. */
public record AskedDatabase(String url, String user, String password) {

    /** A new connection to it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public String toString() {
        return url;
    }
}
