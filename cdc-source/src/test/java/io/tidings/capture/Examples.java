package io.tidings.capture;

import java.util.Map;
import java.util.Set;

/** Settings for tests without servers. */
final class Examples {

    private Examples() {}

    static CaptureSettings settings() {
        return settings(Set.of("public.events", "public.users"), Set.of("public.users.password"));
    }

    static CaptureSettings settings(Set<String> tables, Set<String> excluded) {
        return new CaptureSettings(
                "portal",
                new DatabaseSettings(
                        "db", 5432, "app", "tidings", "very secret", "require", Map.of("sslrootcert", "ca")),
                tables,
                excluded,
                Map.of("bootstrap.servers", "kafka:9092", "sasl.jaas.config", "very secret"),
                TopicSettings.defaults(3),
                EngineSettings.defaults("portal"));
    }
}
