package io.tidings.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Problems;
import io.tidings.problem.Refusal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static Traces traces(String endpoint) {
        Configuration configuration = Configuration.read(
                Optional.empty(), Map.of(), Map.of(Setting.TRACING_ENDPOINT.key(), endpoint), new Problems());
        return Traces.start(configuration, "tidings-test", "one");
    }

    private static boolean sends() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("BatchSpanProcessor"));
    }

    @Test
    void withoutAnEndpointThereIsNoThreadAndNoSpan() {
        try (Traces off = traces("")) {
            assertThat(sends()).isFalse();
            assertThat(off.tracer().spanBuilder("a").startSpan().isRecording()).isFalse();
        }
        try (Traces on = traces("http://127.0.0.1:1")) {
            assertThat(sends()).isTrue();
            assertThat(on.tracer().spanBuilder("a").startSpan().isRecording()).isTrue();
        }
    }

    @Test
    void anEndpointThatIsNoneIsRefused() {
        assertThatThrownBy(() -> traces("collector:4318"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("tracing.endpoint cannot be used: ");
    }
}
