package io.tidings.quickstart.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.Tidings;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The servers that trust nobody, with the vault's database and two roles as {@code ./tidings contracts role} makes them:
 * {@code tidings}, which has a password, and {@code certified}, which has a certificate.
 */
final class SecuredServers implements AutoCloseable {
    static final String PASSWORD = "database-s3cret";

    final Path directory;
    final Certificates certificates;
    final SecuredDatabase database;
    final SecuredBroker broker;
    final SecuredRegistry registry;

    /** What {@code ./tidings contracts role} prints for the role with the password. */
    final String role;

    private SecuredServers(Registry behind) throws Exception {
        directory = Files.createTempDirectory(Path.of("target"), "Secured").toAbsolutePath();
        certificates = new Certificates(directory.resolve("certificates"));
        database = SecuredDatabase.start(directory.resolve("postgresql"), certificates);
        broker = SecuredBroker.start(directory.resolve("kafka"), certificates);
        registry = new SecuredRegistry(behind.url(), certificates.of("registry"));
        try (var tables = SecuredServers.class.getResourceAsStream("/vault/database.sql")) {
            database.sql(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
        }
        role = role("tidings");
        database.sql(role, role("certified"), "alter role tidings password '" + PASSWORD + "'");
    }

    private String role(String name) throws Exception {
        List<String> command = List.of(
                "contracts", "role", "--contracts", Vault.CONTRACTS.toString(), "--set", "database.user=" + name);
        Tidings.Result result = Tidings.run(directory, Duration.ofMinutes(2), command);
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    /** A stage of the vault on these servers, for the role with the password. */
    Vault vault(String stage) {
        return new Vault(stage, directory)
                .with("database.port", database.port())
                .with("database.user", "tidings")
                .with("database.password", PASSWORD)
                .with("database.sslrootcert", certificates.authority())
                .with("registry.url", registry.url())
                .with("registry.ca", certificates.authority());
    }

    /** The same for the role with the certificate, and no password. */
    Vault certified(String stage) throws Exception {
        Certificates.Identity role = certificates.of("certified");
        return vault(stage)
                .with("database.user", "certified")
                .with("database.password", "")
                .with("database.sslcert", role.certificate())
                .with("database.sslkey", role.key());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        database.close();
    }

    /** Gives tests the servers, started once for all of them. */
    static final class Parameter implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SecuredServers.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Registry behind = (Registry) SharedServers.shared(Registry.class, context);
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(SecuredServers.class))
                    .getOrComputeIfAbsent(SecuredServers.class, type -> started(behind));
        }

        private static SecuredServers started(Registry behind) {
            try {
                return new SecuredServers(behind);
            } catch (Exception e) {
                throw new AssertionError("The secured servers do not start.", e);
            }
        }
    }
}
