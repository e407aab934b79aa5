package io.tidings.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStoreException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What no server in a test says at the same moment each time; the rest is in RefusedConnectionsIT. */
class TlsProblemTest {
    private static final String CONNECTION_FAILURE = "08006";

    @Test
    void aCertificateThatTheServerDoesNotTrustIsNamed() {
        SQLException failure = new SQLException("It failed.", CONNECTION_FAILURE, new SSLException("unknown_ca"));
        assertThat(TlsProblem.sentence("db:1/portal", failure))
                .contains("PostgreSQL at db:1/portal refuses the encrypted connection: unknown_ca. Correct"
                        + " database.sslcert and database.sslkey to a certificate that the server trusts.");
    }

    @Test
    void aServerThatDoesNotEncryptIsNamed() {
        SQLException failure = new SQLException("The server does not support SSL.", "08004");
        assertThat(TlsProblem.sentence("db:1/portal", failure))
                .contains("PostgreSQL at db:1/portal is not to be connected to in this way: The server does not support"
                        + " SSL. Correct database.sslmode, database.sslcert and database.sslkey, or the server's ssl and"
                        + " pg_hba.conf.");
    }

    @Test
    void aFileThatTheDriverCannotUseIsNamed() {
        SQLException failure =
                new SQLException("Could not load the key", CONNECTION_FAILURE, new KeyStoreException("odd"));
        assertThat(TlsProblem.sentence("db:1/portal", failure))
                .contains("PostgreSQL at db:1/portal cannot be connected to: Could not load the key. Correct"
                        + " database.sslrootcert, database.sslcert and database.sslkey.");
    }

    @Test
    void otherFailuresAreNotOfTheEncryption() {
        assertThat(TlsProblem.sentence("db:1/portal", new SQLException("Connection refused.", "08001")))
                .isEmpty();
    }
}
