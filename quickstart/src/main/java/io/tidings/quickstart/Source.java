package io.tidings.quickstart;

import io.tidings.command.Options;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The source database of the quickstart. */
record Source(Database database) {

    /** Opens a connection. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /**
     * Runs SQL that creates and fills tables.
     *
     * @throws Refusal with PostgreSQL's own message when a statement fails
     */
    void load(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Refusal("The database file cannot be loaded. " + sentence(e), e);
        }
    }

    /** What PostgreSQL said, on one line. */
    static String sentence(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ") + ". Correct the file.";
    }

    /** Compiles the contracts against the tables as they are now. */
    Contracts contracts(Path directory) {
        try (Connection connection = connect()) {
            return Options.compile(directory, DatabaseCatalog.read(connection));
        } catch (SQLException e) {
            throw new Refusal("The quickstart's database cannot be read: " + e.getMessage(), e);
        }
    }

    /** The ids of all audit rows there are. */
    List<String> auditIds(AuditTable audit) throws SQLException {
        List<String> ids = new ArrayList<>();
        String query = "select \"" + audit.id() + "\"::text from \""
                + audit.table().schema() + "\".\"" + audit.table().table() + "\"";
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }
}
