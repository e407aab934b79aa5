package io.tidings.contracts.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.wire.PlainJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One event or rejection that a scenario expects. What it does not name is not compared.
 *
 * @param line where it is written
 * @param topic the event type's
 * @param reason part of why it is rejected; empty when it is an event
 * @param attributes {@code key}, {@code actor} and {@code cause}, as far as they are given
 * @param value fields of the event by name, nested as they are
 */
record Expected(
        int line,
        String topic,
        Optional<String> reason,
        Map<String, String> attributes,
        Map<String, @Nullable Object> value) {

    /** In what way something is not as expected, each the middle of a sentence. */
    List<String> differences(Told told, AuditTable audit) {
        if (!told.outcome().contract().topic().equals(topic)) {
            return List.of("comes as " + name(told));
        }
        if (told.outcome() instanceof Outcome.Rejected rejected) {
            return rejection(rejected);
        }
        if (reason.isPresent()) {
            return List.of("is an event, and must be rejected because " + reason.get());
        }
        Outcome.Event event = (Outcome.Event) told.outcome();
        List<String> differences = new ArrayList<>();
        attribute("key", event.key(), differences);
        attribute("actor", told.occurrence().actorId(audit).orElse(""), differences);
        attribute("cause", cause(told.occurrence(), audit), differences);
        JsonNode json = PlainJson.of(event.contract().schema(), event.value());
        Differences fields = new Differences(differences);
        value.forEach((field, wanted) -> fields.compare(field, wanted, json.get(field)));
        return differences;
    }

    /** How messages name what is told. */
    static String name(Told told) {
        return (told.outcome() instanceof Outcome.Rejected ? "rejected " : "")
                + told.outcome().contract().topic();
    }

    private List<String> rejection(Outcome.Rejected rejected) {
        String reasons =
                rejected.reasons().stream().map(Outcome.Reason::toString).collect(Collectors.joining("; "));
        return reason.filter(reasons::contains).isPresent()
                ? List.of()
                : List.of("is rejected: " + reasons
                        + reason.map(wanted -> " (and must be because of: " + wanted + ")")
                                .orElse(""));
    }

    /** The id of the audit row that explains a change, which its author gave; its position is nobody's choice. */
    private static String cause(Occurrence occurrence, AuditTable audit) {
        return occurrence.causeId().flatMap(id -> occurrence.auditId(audit)).orElse("");
    }

    private void attribute(String name, String actual, List<String> differences) {
        String wanted = attributes.get(name);
        if (wanted != null && !Differences.same(wanted, actual)) {
            differences.add("its " + name + " is " + actual + " and must be " + wanted);
        }
    }
}
