package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.Truth.Expected;
import io.tidings.quickstart.oracle.RowDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what a consumer received with what the database said at commit. */
final class Comparison {
    private Comparison() {}

    /** Every audit row became exactly one event, with the topic, key and content that the database computed. */
    static void assertSame(List<Expected> expected, List<ReceivedEvent> received) {
        assertThat(received.stream().filter(Pipeline::isDeadLetter))
                .as("dead letters")
                .isEmpty();
        assertThat(received)
                .as("no event twice")
                .extracting(event -> event.header("ce_id"))
                .doesNotHaveDuplicates();
        Map<String, ReceivedEvent> byCause =
                received.stream().collect(Collectors.toMap(Comparison::told, Function.identity()));
        assertThat(received.stream()
                        .sorted(Comparator.comparing(event -> event.header("ce_sequence")))
                        .map(Comparison::told))
                .as("an event for every audit row and for what went without one, and for no other, in their order")
                .containsExactlyElementsOf(
                        expected.stream().map(Comparison::told).toList());
        for (Expected event : expected) {
            ReceivedEvent found = Objects.requireNonNull(byCause.get(told(event)));
            assertThat(found.topic()).as(event.action()).isEqualTo(event.topic());
            assertThat(found.key()).as(event.action()).isEqualTo(event.key());
            assertThat(found.value()).as(event.action()).isEqualTo(event.value());
        }
    }

    /** The audit row's id, or the digest of the row that changed without one. */
    private static String told(ReceivedEvent event) {
        return event.isOfChange() ? event.header("ce_id").replaceAll("^\\w+-|:.*$", "") : event.auditId();
    }

    private static String told(Expected event) {
        return event.id().contains("/") ? RowDigest.of(event.id().split("[./]")) : event.id();
    }

    /** Sorted by {@code ce_sequence}, events are in the order of their commits; each topic has them in that order. */
    static void assertOrdered(List<ReceivedEvent> received) {
        List<ReceivedEvent> sorted = received.stream()
                .sorted(Comparator.comparing(event -> event.header("ce_sequence")))
                .toList();
        assertThat(sorted).extracting(event -> event.header("ce_sequence")).doesNotHaveDuplicates();
        assertThat(sorted).extracting(ReceivedEvent::timestampMillis).isSorted();
        received.stream()
                .collect(Collectors.groupingBy(ReceivedEvent::topic))
                .forEach((topic, events) -> assertThat(events)
                        .as(topic)
                        .isSortedAccordingTo(
                                Comparator.comparing((ReceivedEvent event) -> event.header("ce_sequence"))));
    }
}
