package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    private final Logger logger = new LoggerContext().getLogger("io.tidings.Some");

    private static String line(LoggingEvent event) {
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String message, @Nullable Throwable failure, Object... arguments) {
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, failure, arguments);
        event.setInstant(Instant.parse("2026-05-04T08:15:30.125Z"));
        event.setThreadName("main");
        return event;
    }

    @Test
    void anEventIsOneObjectWithFixedKeysAndItsOwnBehind() {
        LoggingEvent event = event("It \"says\"\n{}", null, "two lines");
        event.setKeyValuePairs(List.of(
                new KeyValuePair("source", "portal"),
                new KeyValuePair("tookMillis", 12L),
                new KeyValuePair("level", "not this one")));
        assertThat(line(event))
                .isEqualTo(
                        "{\"timestamp\":\"2026-05-04T08:15:30.125Z\",\"level\":\"WARN\",\"logger\":\"io.tidings.Some\","
                                + "\"thread\":\"main\",\"message\":\"It \\\"says\\\"\\ntwo lines\",\"source\":\"portal\","
                                + "\"tookMillis\":12}\n");
    }

    @Test
    void aStackTraceIsAText() throws IOException {
        JsonNode object = new ObjectMapper().readTree(line(event("Broken", new IOException("no disk"))));
        assertThat(object.path("error").asText())
                .startsWith("java.io.IOException: no disk")
                .contains("at io.tidings.command.JsonLinesTest");
    }
}
