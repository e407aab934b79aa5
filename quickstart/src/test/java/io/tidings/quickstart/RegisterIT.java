package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Compatibility;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidings contracts register} and {@code check --registry} against a real registry. */
@ExtendWith(SharedServers.class)
class RegisterIT {
    private static final Path SHOP = Path.of("..", "enricher", "src", "test", "resources", "shop");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SUBJECT = "register-product-seen.v2-value";

    private final Registry registry;
    private final RegistryClient client;

    @TempDir
    Path directory;

    RegisterIT(Registry registry) {
        this.registry = registry;
        this.client = new RegistryClient(RegistrySettings.of(registry.url()));
    }

    private Tidings.Result contracts(String command, Path contracts, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "contracts", command, "--contracts", contracts.toString(), "--set", "registry.url=" + registry.url()));
        arguments.addAll(List.of(more));
        return Tidings.run(directory, LIMIT, arguments);
    }

    @Test
    void contractsAreRegisteredOnceWithTheirCompatibilityAndABreakingOneNotAtAll() throws Exception {
        Path contracts = Files.createDirectory(directory.resolve("shop"));
        try (Stream<Path> files = Files.list(SHOP)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String topic = "@topic(\"register-" + name.replace(".avdl", "") + "\") @key(";
                Files.writeString(
                        contracts.resolve(name), Files.readString(file).replace("@key(", topic));
            }
        }

        Tidings.Result dry = contracts("register", contracts, "--dry-run");
        assertThat(dry.err()).isEmpty();
        assertThat(dry.out()).contains(SUBJECT).contains("not registered").contains("0 of 2 contracts are registered.");
        assertThat(client.versions(SUBJECT)).isEmpty();

        Tidings.Result first = contracts("register", contracts);
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("version 1").contains("2 of 2 contracts are registered.");
        assertThat(client.compatibility(SUBJECT)).isEqualTo(Compatibility.FULL_TRANSITIVE);
        assertThat(contracts("register", contracts).out()).isEqualTo(first.out());
        assertThat(client.versions(SUBJECT)).containsExactly(1);
        assertThat(contracts("check", contracts, "--registry").out())
                .contains("unchanged")
                .doesNotContain("new");

        Path seen = contracts.resolve("product-seen.avdl");
        String text = Files.readString(seen);
        int end = text.lastIndexOf('}');
        Files.writeString(seen, text.substring(0, end) + "  string @from(\"product.name\") title;\n}\n");
        Tidings.Result breaking = contracts("register", contracts);
        assertThat(breaking.exitCode()).isEqualTo(3);
        assertThat(breaking.err())
                .contains("Nothing was registered, because these changes break consumers:")
                .contains(SUBJECT + ": ProductSeen.title is new and has no default: breaks new readers");
        assertThat(client.versions(SUBJECT)).containsExactly(1);
        assertThat(contracts("check", contracts, "--registry").exitCode()).isEqualTo(3);
    }
}
