package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.catalog.TlsProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the database before the engine does and collects all that is wrong; sees to the publication. */
final class Preflight {

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
    private static final String INVALID_PASSWORD = "28P01";
    private static final String DRIVERS_ADVICE =
            " Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.";
    private static final String NO_SUCH_DATABASE = "3D000";

    private final CaptureSettings settings;

    Preflight(CaptureSettings settings) {
        this.settings = settings;
    }

    /** What is wrong with the database, each a sentence that says what to do. */
    List<String> problems() {
        try (Connection connection = settings.database().connect()) {
            List<String> problems = new ArrayList<>(serverProblems(connection));
            problems.addAll(new TableChecks(connection, settings).problems());
            return problems;
        } catch (SQLException e) {
            return List.of(connectionProblem(e));
        }
    }

    /** Why a connection failed, and what to do. */
    String connectionProblem(SQLException failure) {
        DatabaseSettings database = settings.database();
        LOG.atDebug()
                .addKeyValue("address", database.address())
                .setCause(failure)
                .log("PostgreSQL refused or did not answer");
        if (INVALID_PASSWORD.equals(failure.getSQLState())) {
            return "The password of user '" + database.user() + "' is wrong for PostgreSQL at " + database.address()
                    + ". Correct the password.";
        }
        if (NO_SUCH_DATABASE.equals(failure.getSQLState())) {
            return "There is no database '" + database.name() + "' on " + database.host() + ":" + database.port()
                    + ". Correct the name.";
        }
        return TlsProblem.sentence(database.address(), failure).orElseGet(() -> unusable(database, failure));
    }

    private static String unusable(DatabaseSettings database, SQLException failure) {
        return "PostgreSQL at " + database.address() + " cannot be used: "
                + String.valueOf(failure.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("no answer")
                        .replace(DRIVERS_ADVICE, "")
                        .replaceFirst("\\.$", "")
                + ". Check host, port and network, and that the server runs.";
    }

    private List<String> serverProblems(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>();
        String walLevel = one(connection, "show wal_level");
        if (!"logical".equals(walLevel)) {
            problems.add(
                    "PostgreSQL at " + settings.database().address() + " has wal_level = " + walLevel
                            + ", but capture needs logical. Run: alter system set wal_level = 'logical'; and restart the server.");
        }
        // Amazon's PostgreSQL gives the right through membership.
        String replication = one(
                connection,
                "select rolsuper or rolreplication or exists (select from pg_roles r"
                        + " where r.rolname = 'rds_replication' and pg_has_role(current_user, r.oid, 'member'))"
                        + " from pg_roles where rolname = current_user");
        if (!"t".equals(replication)) {
            String user = settings.database().user();
            problems.add("The role '" + user + "' may not replicate. Run: alter role " + TableName.quote(user)
                    + " with replication;");
        }
        int version = Integer.parseInt(String.valueOf(one(connection, "show server_version_num"))) / 10_000;
        new TooOld(settings, version).problems().forEach(problems::add);
        problems.addAll(new TextEncoding(connection, settings).problems());
        String unreadable = one(
                connection,
                "select string_agg(format('%I.%I', n.nspname, t.typname), ', ' order by n.nspname, t.typname) from pg_type t"
                        + " join pg_namespace n on n.oid = t.typnamespace where t.typcategory = 'E'"
                        + " and not exists (select from pg_enum e where e.enumtypid = t.oid)");
        if (unreadable != null) {
            problems.add("The engine cannot start in a database that has enum types without values or domains over enum"
                    + " types, captured or not: " + unreadable + ". Drop them, or make each domain one over text with a"
                    + " check.");
        }
        return problems;
    }

    /** Makes the publication what it should be; why it cannot be done, if so. */
    Optional<String> publicationProblem(Connection connection) throws SQLException {
        Publication publication = new Publication(connection, settings);
        List<String> statements = publication.missingStatements();
        try {
            publication.complete();
            return Optional.empty();
        } catch (SQLException e) {
            LOG.debug("The publication could not be changed", e);
            return Optional.of("The role '" + settings.database().user() + "' may not change the publication ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "). Have an administrator run: " + String.join("; ", statements) + ";");
        }
    }

    private static @Nullable String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
