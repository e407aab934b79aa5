package io.tidings.reconcile;

import io.tidings.contracts.plan.AuditTable;
import java.sql.SQLException;
import java.util.Objects;

/** What a failure to read the audit rows says, and what an operator can do about it, by PostgreSQL's error code. */
final class DatabaseFailure {
    private DatabaseFailure() {}

    /** Two sentences: what is so, what to do. */
    static String sentences(SQLException failure, AuditTable audit) {
        String reason = Objects.requireNonNullElse(failure.getMessage(), "no reason is given")
                .replaceFirst("\\.$", "");
        return "The audit rows cannot be read: " + reason + ". "
                + remedy(Objects.requireNonNullElse(failure.getSQLState(), ""), audit);
    }

    private static String remedy(String state, AuditTable audit) {
        if (state.equals("42501")) {
            return "Let the user of `database` read every row of " + audit.table()
                    + ": `./tidings contracts role` prints the grants, and where row-level security holds for the user, a"
                    + " superuser has to give it bypassrls.";
        }
        if (state.equals("42P01") || state.equals("42703")) {
            return "Correct `audit` in source.yaml, or reconcile.time-column, so that they name what the database has.";
        }
        if (state.startsWith("22") || state.equals("42846")) {
            return "Name a column with a time of each row by reconcile.time-column.";
        }
        if (state.equals("57014")) {
            return "The server ended the query: compare less with --since, have an index on reconcile.time-column, or raise"
                    + " the user's statement_timeout.";
        }
        if (state.startsWith("28")) {
            return "Correct database.user and database.password, or the server's pg_hba.conf.";
        }
        if (state.startsWith("3D")) {
            return "Correct database.name.";
        }
        if (state.startsWith("53")) {
            return "The server has no room for it now; run the command again when it has.";
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "Check that PostgreSQL runs at database.host and database.port and accepts connections from here; then"
                    + " run the command again.";
        }
        return "This is unexpected; run the command with --debug, which shows where it comes from.";
    }
}
