package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptureSettingsTest {

    @Test
    void defaultsAreWhatTheDocumentsSay() {
        CaptureSettings settings = CaptureSettings.defaults(
                "Portal-1",
                new DatabaseSettings("db", 5432, "app", "tidings", "p"),
                Set.of("public.events"),
                Map.of("bootstrap.servers", "kafka:9092"));
        assertThat(settings.topics())
                .isEqualTo(
                        new TopicSettings("tidings.changes", "tidings.offsets", 1, 0, (short) 1, Duration.ofDays(7)));
        assertThat(settings.engine())
                .isEqualTo(new EngineSettings(
                        "tidings_portal_1", "tidings_portal_1", Duration.ofMillis(5), Duration.ofSeconds(10), 8192));
        assertThat(settings.excludedColumns()).isEmpty();
        assertThat(settings.database().sslMode()).isEqualTo("prefer");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(Examples.settings().toString()).doesNotContain("very secret").contains("tidings@db:5432/app");
    }

    @Test
    void excludedColumnsBelongToTheirTable() {
        assertThat(Examples.settings().excludedColumnsOf("public.users")).containsExactly("password");
        assertThat(Examples.settings().excludedColumnsOf("public.events")).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Examples.settings(Set.of(), Set.of()))
                .hasMessage("tables must name at least one table");
        assertThatThrownBy(() -> Examples.settings(Set.of("events"), Set.of()))
                .hasMessage("tables names 'events'; write schema.table");
        assertThatThrownBy(() -> Examples.settings(Set.of("public.events"), Set.of("public.users.password")))
                .hasMessageStartingWith("excludedColumns names 'public.users.password'");
        assertThatThrownBy(() -> EngineSettings.defaults("x".repeat(70))).hasMessageStartingWith("slot may have");
        assertThatThrownBy(() -> TopicSettings.defaults(0)).hasMessage("replication must be at least 1, not 0");
        assertThatThrownBy(() -> new DatabaseSettings("db", 0, "app", "u", "p"))
                .hasMessage("port must be between 1 and 65535, not 0");
        assertThatThrownBy(() -> CaptureSettings.defaults(
                        "portal", new DatabaseSettings("db", 5432, "app", "u", "p"), Set.of("public.events"), Map.of()))
                .hasMessage("kafka must say where Kafka is: bootstrap.servers is missing");
    }
}
