package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.problem.Outage;
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
    private final CaptureSettings settings;

    Preflight(CaptureSettings settings) {
        this.settings = settings;
    }

    /**
     * What is wrong with the database, each a sentence that says what to do.
     *
     * @throws Outage when it does not answer
     * @throws CaptureException when it does not let the capture in
     */
    List<String> problems() {
        try (Connection connection = settings.database().connect()) {
            List<String> problems = new ArrayList<>(serverProblems(connection));
            problems.addAll(new TableChecks(connection, settings).problems());
            problems.addAll(new RowSecurity(connection, settings).problems());
            return problems;
        } catch (SQLException e) {
            throw new DatabaseFailure(settings).of(e);
        }
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
            return Optional.of("The publication '" + settings.engine().publication() + "' does not give every change of"
                    + " the captured tables, and the role '"
                    + settings.database().user() + "' may not change it ("
                    + DatabaseFailure.said(e) + "). Have an administrator run: " + String.join("; ", statements) + ";");
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
