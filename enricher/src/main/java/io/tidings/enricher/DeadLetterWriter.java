package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Text;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes dead letters: json with the reason, and all that is needed to find the cause and to evaluate again. The key is
 * the audit row's id, or the place in the log of a record that could not be read.
 */
final class DeadLetterWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final AuditTable audit;
    private final String topic;

    DeadLetterWriter(AuditTable audit, String topic) {
        this.audit = audit;
        this.topic = topic;
    }

    /** The dead letter of an event that its contract rejects. */
    Record<String, Publication> rejected(Outcome.Rejected rejected, Committed.AuditRow row) {
        String id = Text.orNull(row.row().value(audit.id()));
        List<Map<String, Object>> reasons = rejected.reasons().stream()
                .map(reason -> entries("field", reason.field(), "path", reason.path(), "sentence", reason.sentence()))
                .toList();
        Map<String, Object> letter = entries(
                "reason", rejected.reasons().get(0).toString(),
                "reasons", reasons,
                "source", audit.source(),
                "contract", rejected.contract().type(),
                "topic", rejected.contract().topic(),
                "position", row.position(),
                "index", row.index(),
                "committed", Instant.ofEpochMilli(row.millis()).toString(),
                "auditRow", row.row().values());
        return record(id == null ? "" : id, letter, row.millis());
    }

    /** The dead letter of a record of the log that is no envelope. */
    Record<String, Publication> unreadable(Committed.Unreadable unreadable, long millis) {
        Map<String, Object> letter = entries(
                "reason", unreadable.reason(),
                "source", audit.source(),
                "partition", unreadable.partition(),
                "offset", unreadable.offset(),
                "recordBase64", Base64.getEncoder().encodeToString(unreadable.record()));
        return record(unreadable.partition() + ":" + unreadable.offset(), letter, millis);
    }

    private Record<String, Publication> record(String key, Map<String, Object> letter, long millis) {
        try {
            return new Record<>(key, new Publication(topic, JSON.writeValueAsBytes(letter)), millis);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A dead letter of plain values is no json.", e);
        }
    }

    private static Map<String, Object> entries(Object... namesAndValues) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return entries;
    }
}
