package io.tidings.contracts.catalog;

import io.tidings.problem.Causes;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why PostgreSQL and this program did not come to an encrypted connection, and what to do. */
public final class TlsProblem {
    /** The server's answer when {@code pg_hba.conf} does not let one in as one comes, and the driver's to such a server. */
    private static final String REFUSED = "28000";

    private static final String OTHER_WAY = "08004";

    /** The driver names it in its message, in whatever language. */
    private static final String NAME_VERIFIER = "HostnameVerifier";

    private TlsProblem() {}

    /**
     * One sentence; none when the failure has nothing to do with encryption or certificates.
     *
     * @param server host, port and database, as messages name them
     */
    public static Optional<String> sentence(String server, SQLException failure) {
        String said = firstLine(failure);
        if (REFUSED.equals(failure.getSQLState()) || OTHER_WAY.equals(failure.getSQLState())) {
            return Optional.of("PostgreSQL at " + server + " is not to be connected to in this way: " + said
                    + ". Correct database.sslmode, database.sslcert and database.sslkey, or the server's ssl and"
                    + " pg_hba.conf.");
        }
        if (said.contains(NAME_VERIFIER)) {
            return Optional.of("The certificate of PostgreSQL at " + server + " is of another host. Correct"
                    + " database.host to a name in the certificate.");
        }
        if (Causes.find(failure, GeneralSecurityException.class).isPresent()
                && Causes.find(failure, SSLException.class).isPresent()) {
            return Optional.of("The certificate of PostgreSQL at " + server + " is not signed by the authority in"
                    + " database.sslrootcert. Name the authority that signed it there.");
        }
        if (Causes.find(failure, SSLException.class).isPresent()) {
            return Optional.of(
                    "PostgreSQL at " + server + " refuses the encrypted connection: " + Causes.reason(failure)
                            + ". Correct database.sslcert and database.sslkey to a certificate that the server trusts.");
        }
        if (Causes.find(failure, NoSuchFileException.class).isPresent()
                || Causes.find(failure, FileNotFoundException.class).isPresent()
                || Causes.find(failure, GeneralSecurityException.class).isPresent()) {
            return Optional.of("PostgreSQL at " + server + " cannot be connected to: " + said
                    + ". Correct database.sslrootcert, database.sslcert and database.sslkey.");
        }
        return Optional.empty();
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("no answer")
                .replaceFirst("\\.$", "");
    }
}
