package io.tidings.quickstart.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureMain;
import io.tidings.command.Options;
import io.tidings.enricher.EnrichMain;
import io.tidings.enricher.Enricher;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.Tidings;
import io.tidings.quickstart.security.Certificates.Identity;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whom the servers do not trust, and whom we do not trust: one sentence each, which says what to correct. */
@ExtendWith(SecuredServers.Parameter.class)
class RefusedConnectionsIT {
    private static final String WANTS_A_CERTIFICATE = "%s is not to be connected to in this way: FATAL: connection"
            + " requires a valid client certificate. Correct database.sslmode, database.sslcert and database.sslkey, or"
            + " the server's ssl and pg_hba.conf.";

    private static final String ANOTHER_AUTHORITY = "The certificate of %s is not signed by the authority in"
            + " database.sslrootcert. Name the authority that signed it there.";

    private final SecuredServers servers;
    private final Vault vault;
    private final String database;

    RefusedConnectionsIT(SecuredServers servers) throws Exception {
        this.servers = servers;
        this.vault = servers.certified("refused")
                .withKafka(servers.broker.byCertificate(servers.certificates.of("capture")));
        this.database = "PostgreSQL at 127.0.0.1:" + servers.database.port() + "/postgres";
    }

    @BeforeEach
    void kafkaIsInOrder() throws Exception {
        servers.broker.grant(Rights.of("capture", vault.names()));
    }

    @Test
    void aDatabaseOfAnotherAuthorityIsNotTrusted() {
        assertRefused(
                vault.with("database.sslrootcert", servers.certificates.stranger()),
                ANOTHER_AUTHORITY.formatted(database));
    }

    @Test
    void aDatabaseOfAnotherNameIsNotTrusted() {
        assertRefused(
                vault.with("database.host", "localhost"),
                "The certificate of PostgreSQL at localhost:" + servers.database.port() + "/postgres is of another"
                        + " host. Correct database.host to a name in the certificate.");
    }

    @Test
    void theCommandsTrustNoOtherDatabaseEither() throws Exception {
        Path copy = Files.createDirectories(servers.directory.resolve("vault"));
        for (String name : List.of("source.yaml", "account-opened.avdl")) {
            Files.copy(Vault.CONTRACTS.resolve(name), copy.resolve(name));
        }
        assertThat(catalog(copy).out()).isEqualTo(copy.resolve("catalog.yaml") + " describes 3 tables.\n");
        vault.with("database.sslrootcert", servers.certificates.stranger());
        Tidings.Result refused = catalog(copy);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo(ANOTHER_AUTHORITY.formatted(database) + "\n");
    }

    private Tidings.Result catalog(Path contracts) throws Exception {
        String file = vault.file(servers.directory).toString();
        List<String> command = List.of("contracts", "catalog", "--config", file, "--contracts", contracts.toString());
        return Tidings.run(servers.directory, Duration.ofMinutes(2), command);
    }

    @Test
    void aMissingAuthorityIsAskedFor() {
        assertRefused(
                vault.with("database.sslrootcert", ""),
                database + " cannot be connected to: Could not open SSL root certificate file "
                        + System.getProperty("user.home")
                        + "/.postgresql/root.crt. Correct database.sslrootcert, database.sslcert and database.sslkey.");
    }

    @Test
    void aDatabaseThatWantsEncryptionSaysSo() {
        assertRefused(
                vault.with("database.sslmode", "disable"),
                database + " is not to be connected to in this way: FATAL: pg_hba.conf rejects connection for host"
                        + " \"127.0.0.1\", user \"certified\", database \"postgres\", no encryption. Correct"
                        + " database.sslmode, database.sslcert and database.sslkey, or the server's ssl and pg_hba.conf.");
    }

    @Test
    void aDatabaseThatWantsACertificateSaysSo() {
        assertRefused(
                vault.with("database.sslcert", "").with("database.sslkey", ""),
                WANTS_A_CERTIFICATE.formatted(database));
    }

    @Test
    void aCertificateOfAnotherRoleIsRefused() throws Exception {
        Identity other = servers.certificates.of("capture");
        assertRefused(
                vault.with("database.sslcert", other.certificate()).with("database.sslkey", other.key()),
                database + " is not to be connected to in this way: FATAL: certificate authentication failed for user"
                        + " \"certified\". Correct database.sslmode, database.sslcert and database.sslkey, or the"
                        + " server's ssl and pg_hba.conf.");
    }

    @Test
    void aCertificateOfAnAuthorityThatTheDatabaseDoesNotKnowIsNotEvenOffered() throws Exception {
        Identity other = servers.certificates.signedBy("stranger", "certified");
        assertRefused(
                vault.with("database.sslcert", other.certificate()).with("database.sslkey", other.key()),
                WANTS_A_CERTIFICATE.formatted(database));
    }

    @Test
    void aPasswordThatKafkaDoesNotKnowIsNotPrinted() throws Exception {
        Map<String, String> kafka = new HashMap<>(servers.broker.byPassword("known", "known-s3cret"));
        kafka.computeIfPresent("sasl.jaas.config", (key, text) -> text.replace("known-s3cret", "wrong-s3cret"));
        String address = "Authentication between Kafka at " + kafka.get("bootstrap.servers") + " and ";
        String why = " failed: Authentication failed during authentication due to invalid credentials"
                + " with SASL mechanism SCRAM-SHA-512. Correct the security settings under kafka (docs/security.md).";
        assertRefused(vault.withKafka(kafka), address + "the capture of source 'vault'" + why);
        assertEnricherRefused(vault, address + "the enricher refused" + why);
        kafka.computeIfPresent("sasl.jaas.config", (key, text) -> text.replace(";", ""));
        assertThat(problems(vault.withKafka(kafka))).singleElement().asString().doesNotContain("s3cret");
    }

    @Test
    void aKafkaOfAnotherAuthorityIsNotTrusted() throws Exception {
        Map<String, String> kafka = new HashMap<>(servers.broker.byCertificate(servers.certificates.of("capture")));
        kafka.put("ssl.truststore.location", servers.certificates.stranger().toString());
        String address = "Authentication between Kafka at " + kafka.get("bootstrap.servers") + " and ";
        String why = " failed: unable to find valid certification path to requested target."
                + " Correct the security settings under kafka (docs/security.md).";
        assertRefused(vault.withKafka(kafka), address + "the capture of source 'vault'" + why);
        assertEnricherRefused(vault, address + "the enricher refused" + why);
    }

    @Test
    void theRegistryIsTrustedByItsAuthorityAndItsNameOnly() {
        assertThat(registry().versions("nothing")).isEmpty();
        String url = "The schema registry at " + servers.registry.url();
        String doing = " and this program found no trusted connection for reading the versions of nothing (";
        String remedy = "); correct registry.url to a name in its certificate, and name by registry.ca the authority"
                + " that signed it.";
        String nobody = "unable to find valid certification path to requested target";
        vault.with("registry.ca", "");
        assertRegistryRefused(url + doing + nobody + remedy);
        vault.with("registry.ca", servers.certificates.stranger());
        assertRegistryRefused(url + doing + nobody + remedy);
        vault.with("registry.ca", servers.certificates.authority())
                .with("registry.url", servers.registry.url("localhost"));
        assertRegistryRefused("The schema registry at " + servers.registry.url("localhost") + doing
                + "No name matching localhost found" + remedy);
    }

    @Test
    void theRegistrysPasswordMustBeRightAndIsNotPrinted() {
        vault.with("registry.password", "wrong-s3cret");
        assertRegistryRefused("The schema registry at " + servers.registry.url()
                + ": reading the versions of nothing was refused (401); check the registry's user and password.");
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        vault.with("registry.ca", servers.certificates.of("capture").key());
        assertThatThrownBy(this::registry)
                .hasMessageStartingWith("The file " + vault.setting("registry.ca") + " holds no certificate");
    }

    private RegistryClient registry() {
        return new RegistryClient(Options.registry(vault.configuration()));
    }

    private void assertRegistryRefused(String sentence) {
        assertThatThrownBy(() -> registry().versions("nothing"))
                .isInstanceOf(RegistryException.class)
                .hasMessage(sentence);
    }

    private static void assertRefused(Vault vault, String sentence) {
        assertThat(problems(vault)).containsExactly(sentence);
    }

    private static List<String> problems(Vault vault) {
        try (Capture capture = new Capture(CaptureMain.settings(vault.configuration(), Vault.contracts()))) {
            CaptureException refused = catchThrowableOfType(CaptureException.class, capture::start);
            assertThat(refused).isNotNull();
            return refused.problems();
        }
    }

    private static void assertEnricherRefused(Vault vault, String sentence) {
        try (Enricher enricher =
                new Enricher(EnrichMain.settings(vault.configuration(), Vault.contracts()), Vault.contracts())) {
            assertThatThrownBy(enricher::start).isInstanceOf(Refusal.class).hasMessage(sentence);
        }
    }
}
