package io.tidings.quickstart.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.command.Options;
import io.tidings.configuration.Configuration;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A source with one event type, and the settings of its applications; each stage has topics, state and slot of its own. */
final class Vault {
    static final Path CONTRACTS = Path.of("src/test/resources/vault").toAbsolutePath();
    static final String TOPIC = "account-opened";

    private final Map<String, String> settings = new TreeMap<>();

    Vault(String stage, Path directory) {
        settings.put("topics.changes", stage + ".changes");
        settings.put("topics.offsets", stage + ".offsets");
        settings.put("capture.slot", stage);
        settings.put("capture.heartbeat-interval", "1s");
        settings.put("database.host", "127.0.0.1");
        settings.put("database.sslmode", "verify-full");
        settings.put("registry.auto-register", "true");
        settings.put("registry.user", SecuredRegistry.USER);
        settings.put("registry.password", SecuredRegistry.PASSWORD);
        settings.put("enricher.instance-id", "one");
        enricher(stage, directory);
    }

    /** Another enricher on the same log. */
    Vault enricher(String stage, Path directory) {
        settings.put("topics.dead-letters", stage + ".dead-letters");
        settings.put("topics.prefix", stage + ".");
        settings.put("enricher.application-id", stage);
        settings.put("enricher.state-directory", directory.resolve(stage).toString());
        return this;
    }

    Vault with(String key, Object value) {
        settings.put(key, value.toString());
        return this;
    }

    Vault withKafka(Map<String, String> kafka) {
        settings.keySet().removeIf(key -> key.startsWith("kafka."));
        kafka.forEach((key, value) -> settings.put("kafka." + key, value));
        return this;
    }

    String setting(String key) {
        return String.valueOf(settings.get(key));
    }

    String eventTopic() {
        return setting("topics.prefix") + TOPIC;
    }

    /** What stands for its names in {@code docs/security.md}. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>(settings);
        names.put("SOURCE", "vault");
        names.put("each event topic", eventTopic());
        names.put("its group", "readers");
        return names;
    }

    static Contracts contracts() {
        return Options.compile(CONTRACTS);
    }

    Configuration configuration() {
        return Configuration.read(Optional.empty(), Map.of(), settings, new Problems());
    }

    /** The same as a file; JSON is YAML. */
    Path file(Path directory) throws IOException {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        settings.forEach((key, value) -> {
            int dot = key.indexOf('.');
            groups.computeIfAbsent(key.substring(0, dot), group -> new TreeMap<>())
                    .put(key.substring(dot + 1), value);
        });
        Path file = directory.resolve("tidings.yaml").toAbsolutePath();
        new ObjectMapper().writeValue(file.toFile(), groups);
        return file;
    }
}
