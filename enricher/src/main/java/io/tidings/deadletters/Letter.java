package io.tidings.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.enricher.LetterOutcome;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record of the topic of dead letters.
 *
 * @param key the id of what triggered it, with which the event's own begins
 * @param place partition and offset among the dead letters
 * @param json as it is written there
 */
record Letter(String key, String place, JsonNode json) {

    LetterOutcome outcome() {
        String text = json.path("outcome").asText(LetterOutcome.REJECTED.text());
        return Stream.of(LetterOutcome.values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst()
                .orElse(LetterOutcome.REJECTED);
    }

    /** The topic of its contract; empty for what could not be read. */
    String event() {
        return json.path("topic").asText();
    }

    String sequence() {
        return json.path("sequence").asText();
    }

    /** The source from whose log it comes. */
    String source() {
        return json.path("source").asText();
    }

    /** When its transaction committed, in ISO form; empty for what could not be read. */
    String committed() {
        return json.path("committed").asText();
    }

    String reason() {
        return json.path("reason").asText();
    }

    Stream<String> fields() {
        return json.path("reasons").findValuesAsText("field").stream();
    }

    Optional<String> request() {
        return Optional.of(json.path("request").asText()).filter(request -> !request.isEmpty());
    }

    /** The id that its event has, or would have; empty for what could not be read, and for answers. */
    String eventId() {
        return json.path("id").asText();
    }

    /** The id that the audit table has for the audit row that triggered or explains it. */
    String auditId() {
        return json.path("auditId").asText();
    }

    /** What tells it from others; answers to it have the same. */
    String id() {
        return sequence().isEmpty() ? place : source() + " " + this;
    }

    @Override
    public String toString() {
        return sequence().isEmpty() ? place : sequence() + " " + event();
    }
}
