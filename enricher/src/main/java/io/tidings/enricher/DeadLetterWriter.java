package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import java.time.Instant;
import java.util.Arrays;
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
    /** A letter above this many bytes carries long values cut, so that no broker refuses it and stops everything. */
    private static final int LIMIT = 512 * 1024;

    private static final int MOST_REASONS = 100;
    private static final int CUT = 200;
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
                .limit(MOST_REASONS)
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
        byte[] whole = json(letter);
        if (whole.length > LIMIT) {
            letter.put("auditRow", cut(row.row()));
            whole = json(letter);
        }
        return new Record<>(id == null ? "" : id, new Publication(topic, whole), row.millis());
    }

    /** The dead letter of a record of the log that is no envelope. */
    Record<String, Publication> unreadable(Committed.Unreadable unreadable, long millis) {
        byte[] record = unreadable.record();
        Map<String, Object> letter = entries(
                "reason", unreadable.reason(),
                "source", audit.source(),
                "partition", unreadable.partition(),
                "offset", unreadable.offset(),
                "recordBytes", record.length,
                "recordBase64",
                        Base64.getEncoder().encodeToString(Arrays.copyOf(record, Math.min(record.length, LIMIT / 2))));
        String key = unreadable.partition() + ":" + unreadable.offset();
        return new Record<>(key, new Publication(topic, json(letter)), millis);
    }

    private static Map<String, Object> cut(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.values().forEach((column, value) -> {
            String text = Text.orNull(value);
            values.put(
                    column,
                    text == null || text.length() <= CUT
                            ? value
                            : text.substring(0, CUT) + "… (cut, " + text.length() + " characters)");
        });
        return values;
    }

    private static byte[] json(Map<String, Object> letter) {
        try {
            return JSON.writeValueAsBytes(letter);
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
