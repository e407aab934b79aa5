package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.quickstart.Example.Handled;
import io.tidings.quickstart.Example.Language;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples, as processes, on the events of the demo. */
@ExtendWith(Demo.Parameter.class)
class ConsumersIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Demo demo;
    private final List<String> topics;
    private final List<ReceivedEvent> events;
    private final Map<String, ReceivedEvent> byId;

    @TempDir
    private Path directory;

    ConsumersIT(Demo demo) throws Exception {
        this.demo = demo;
        topics = demo.contracts().contracts().stream()
                .map(contract -> contract.topic())
                .toList();
        events = demo.received();
        byId = events.stream().collect(Collectors.toMap(event -> event.header("ce_id"), Function.identity()));
        assertThat(byId).hasSizeGreaterThanOrEqualTo(58);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyEventIsHandledOnceAndInTheOrderOfTheCommitsAcrossTopics(Language language) throws Exception {
        try (Example example = Example.start(language, demo, directory, topics, Map.of("hold", "5000"))) {
            List<Handled> handled = example.awaitHandled(events.size());
            example.stop();
            assertThat(handled)
                    .extracting(Handled::id)
                    .containsExactlyElementsOf(events.stream()
                            .sorted(Comparator.comparing(event -> event.header("ce_sequence")))
                            .map(event -> event.header("ce_id"))
                            .toList());
            assertThat(example.again()).isZero();
            for (Handled effect : handled) {
                assertContent(effect, true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void killedInTheMiddleNothingIsLostAndNothingHandledTwice(Language language) throws Exception {
        try (Example example = Example.start(language, demo, directory, topics, Map.of("work", "40"))) {
            example.awaitHandled(10);
            example.kill();
            assertThat(example.handled()).hasSizeBetween(10, events.size() - 1);
            example.startAgain(Map.of("work", "0"));
            assertEach(example.awaitHandled(events.size()));
            example.stop();
            // Everything from the beginning, into the same store.
            example.startAgain(Map.of("group", "another-" + language));
            example.awaitAgain(events.size());
            example.stop();
            assertEach(example.handled());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"confluent", "apicurio"})
    void otherDeserializersReadTheSameContent(String reader) throws Exception {
        try (Example example = Example.start(Language.JAVA, demo, directory, topics, Map.of("reader", reader))) {
            List<Handled> handled = example.awaitHandled(events.size());
            example.stop();
            assertEach(handled);
            for (Handled effect : handled) {
                assertContent(effect, false);
            }
        }
    }

    @Test
    void withoutAHoldTheEventsOfAKeyAreInOrder() throws Exception {
        try (Example example = Example.start(Language.JAVA, demo, directory, List.of("product-updated"), Map.of())) {
            List<String> expected = events.stream()
                    .filter(event -> event.topic().equals("product-updated"))
                    .sorted(Comparator.comparing(ReceivedEvent::offset))
                    .map(event -> event.header("ce_id"))
                    .toList();
            assertThat(example.awaitHandled(expected.size()))
                    .extracting(Handled::id)
                    .containsExactlyElementsOf(expected);
        }
    }

    private void assertEach(List<Handled> handled) {
        assertThat(handled).extracting(Handled::id).containsExactlyInAnyOrderElementsOf(byId.keySet());
    }

    /** Whether one event is read as an older version of its schema, and all others whole. */
    private void assertContent(Handled handled, boolean older) throws JsonProcessingException {
        ReceivedEvent expected = Objects.requireNonNull(byId.get(handled.id()));
        for (String attribute : List.of("id", "sequence", "type", "subject", "source", "dataschema")) {
            assertThat(handled.event().path(attribute).asText()).isEqualTo(expected.header("ce_" + attribute));
        }
        JsonNode content =
                older && expected.topic().equals("product-created") ? asKnownOnce(expected.value()) : expected.value();
        assertThat(withExactTimes(handled.event().path("data"))).isEqualTo(withExactTimes(content));
    }

    private static JsonNode asKnownOnce(JsonNode value) {
        ObjectNode known = value.deepCopy();
        known.retain("product", "actor");
        ((ObjectNode) known.path("product")).retain("id", "name", "namespace").put("region", "eu");
        ((ObjectNode) known.path("actor")).retain("id", "email");
        return known;
    }

    /** The fraction of a second with or without its trailing zeros. */
    private static JsonNode withExactTimes(JsonNode value) throws JsonProcessingException {
        return JSON.readTree(value.toString().replaceAll("(T\\d\\d:\\d\\d:\\d\\d(\\.\\d*[1-9])?)\\.?0*\"", "$1\""));
    }
}
