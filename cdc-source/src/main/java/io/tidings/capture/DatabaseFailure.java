package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.catalog.TlsProblem;
import io.tidings.problem.Causes;
import io.tidings.problem.Outage;
import io.tidings.problem.UnexpectedFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a failure of PostgreSQL means: an outage, which passes, or something that a person has to settle. Told by its
 * SQLSTATE (Appendix A of PostgreSQL's documentation), because messages come in the server's language.
 */
final class DatabaseFailure {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailure.class);
    private static final String INVALID_PASSWORD = "28P01";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NO_RIGHT = "42501";
    private static final String NO_SUCH_OBJECT = "42704";
    private static final String NO_SUCH_TABLE = "42P01";

    /** Connection lost or refused, resources exhausted, an operator's intervention such as a shutdown, an error of the system. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

    /** Somebody else has the slot for a moment; a transaction that has to be tried again. */
    private static final Set<String> PASSING = Set.of("55006", "55P03", "40001", "40P01", "25006");

    private static final String DRIVERS_ADVICE =
            " Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.";

    private final CaptureSettings settings;

    DatabaseFailure(CaptureSettings settings) {
        this.settings = settings;
    }

    /** What is to be thrown in its place: an {@link Outage}, or a {@link CaptureException} that says what to do. */
    RuntimeException of(SQLException failure) {
        LOG.atDebug()
                .addKeyValue("address", address())
                .setCause(failure)
                .log("PostgreSQL failed, refused or did not answer");
        String state = String.valueOf(failure.getSQLState());
        Optional<String> toSettle = toSettle(state, failure);
        if (toSettle.isPresent()) {
            return new CaptureException(toSettle.get(), failure);
        }
        if (state.length() == 5 && OUTAGES.contains(state.substring(0, 2))
                || PASSING.contains(state)
                || Causes.find(failure, IOException.class).isPresent()) {
            return new Outage(
                    "PostgreSQL at " + address() + " cannot be used now: " + said(failure)
                            + ". If this does not pass, check database.host and database.port, and that the server runs.",
                    failure);
        }
        return new UnexpectedFailure("PostgreSQL at " + address() + " answered: " + said(failure) + ".", failure);
    }

    private Optional<String> toSettle(String state, SQLException failure) {
        DatabaseSettings database = settings.database();
        if (Causes.find(failure, EOFException.class).isPresent()
                || Causes.find(failure, SocketException.class).isPresent()) {
            return Optional.empty(); // Also in the middle of a handshake it is the connection that broke.
        }
        return switch (state) {
            case INVALID_PASSWORD ->
                Optional.of("The password of user '" + database.user() + "' is wrong for PostgreSQL at " + address()
                        + ". Correct the password.");
            case NO_SUCH_DATABASE ->
                Optional.of("There is no database '" + database.name() + "' on " + database.host() + ":"
                        + database.port() + ". Correct the name.");
            case NO_RIGHT ->
                Optional.of("The role '" + database.user() + "' lacks a right in PostgreSQL at " + address() + ": "
                        + said(failure) + ". Give it the rights that `./tidings contracts role` prints.");
            case NO_SUCH_OBJECT, NO_SUCH_TABLE -> missing(failure);
            default -> TlsProblem.sentence(address(), failure);
        };
    }

    /**
     * Up to PostgreSQL 17, what committed while the publication was missing cannot be decoded even after it was made again: the
     * server looks the publication up as of that commit.
     */
    private Optional<String> missing(SQLException failure) {
        String publication = settings.engine().publication();
        if (!said(failure).contains("\"" + publication + "\"")) {
            return Optional.empty();
        }
        return Optional.of("The publication '" + publication + "' was missing when a transaction committed that comes"
                + " next, and PostgreSQL 17 and earlier cannot read on past such a transaction, although the"
                + " publication " + TableName.quote(publication) + " may be there again. What committed since then has"
                + " no events yet. Start the capture once with --new-snapshot: it goes on from the tables as they are"
                + " now; `./tidings gaps` then lists the audit rows without an event, and has them told late.");
    }

    private String address() {
        return settings.database().address();
    }

    /** What PostgreSQL or its driver says, without a full stop. */
    static String said(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("no answer")
                .replace(DRIVERS_ADVICE, "")
                .replaceFirst("\\.$", "");
    }
}
