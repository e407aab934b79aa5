package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Text;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.protection.Protection;
import io.tidings.contracts.protection.Treatments;
import io.tidings.log.ControlRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes dead letters: json with the reason, and all that is needed to find the cause and to evaluate again. The key is
 * the id of what triggered the event, with which the event's own begins, or the place in the log of a record that could not be read.
 */
final class DeadLetterWriter {
    /** A letter above this many bytes carries long values cut, so that no broker refuses it and stops everything. */
    private static final int LIMIT = 512 * 1024;

    private static final int MOST_REASONS = 100;
    private static final int CUT = 200;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final AuditTable audit;
    private final Protection protection;
    private final String topic;

    DeadLetterWriter(Contracts contracts, Treatments treatments, String topic) {
        this.audit = contracts.audit();
        this.protection = new Protection(contracts, treatments);
        this.topic = topic;
    }

    /** The dead letter of an event that its contract rejects. */
    Record<String, Publication> rejected(Outcome.Rejected rejected, Occurrence occurrence) {
        return rejected(rejected, occurrence, Map.of());
    }

    /** The same for one that was evaluated again. */
    Record<String, Publication> rejectedAgain(Outcome.Rejected rejected, Occurrence occurrence, String request) {
        return rejected(rejected, occurrence, Map.of("request", request));
    }

    private Record<String, Publication> rejected(
            Outcome.Rejected rejected, Occurrence occurrence, Map<String, Object> more) {
        List<Map<String, Object>> reasons = rejected.reasons().stream()
                .limit(MOST_REASONS)
                .map(reason -> entries("field", reason.field(), "path", reason.path(), "sentence", reason.sentence()))
                .toList();
        Map<String, Object> letter = entries(
                "outcome", LetterOutcome.REJECTED.text(),
                "reason", rejected.reasons().get(0).toString(),
                "reasons", reasons,
                "source", audit.source(),
                "contract", rejected.contract().type(),
                "topic", rejected.contract().topic(),
                "id", occurrence.id(rejected.contract()),
                "position", occurrence.position(),
                "sequence", occurrence.sequence(),
                "committed", Instant.ofEpochMilli(occurrence.millis()).toString());
        letter.putAll(more);
        occurrence.auditId(audit).ifPresent(id -> letter.put("auditId", id));
        if (occurrence.trigger() instanceof Trigger.Changed change) {
            letter.put("change", change.kind().name().toLowerCase(Locale.ROOT));
            letter.put("table", change.row().table().toString());
            letter.put("row", protection.protect(change.place().row()));
        }
        occurrence.trigger().auditRow().ifPresent(row -> letter.put("auditRow", protection.protect(row)));
        byte[] whole = json(letter);
        if (whole.length > LIMIT) {
            letter.computeIfPresent("row", (name, values) -> cut(values));
            letter.computeIfPresent("auditRow", (name, values) -> cut(values));
            whole = json(letter);
        }
        return new Record<>(occurrence.id(), new Publication(topic, whole), occurrence.millis());
    }

    /** Says what became of a dead letter that was to be evaluated again; the key is its sequence. */
    Record<String, Publication> answer(
            LetterOutcome outcome, ControlRecord.Redrive.Letter letter, String request, long millis) {
        Map<String, Object> answer = entries(
                "outcome", outcome.text(),
                "reason", outcome.reason(),
                "source", audit.source(),
                "topic", letter.topic(),
                "sequence", letter.sequence(),
                "request", request);
        return new Record<>(letter.sequence(), new Publication(topic, json(answer)), millis);
    }

    /** Whether it hides anything of what it writes. */
    boolean hides() {
        return protection.hides();
    }

    /**
     * The dead letter of a record of the log that nothing can be made of.
     *
     * @param source the record's key
     */
    Record<String, Publication> unreadable(Committed.Unreadable unreadable, String source, long millis) {
        byte[] record = unreadable.record();
        Map<String, Object> letter = entries(
                "outcome", LetterOutcome.UNREADABLE.text(),
                "reason", unreadable.reason(),
                "source", source,
                "partition", unreadable.partition(),
                "offset", unreadable.offset(),
                "recordBytes", record.length);
        if (!hides()) {
            byte[] shown = Arrays.copyOf(record, Math.min(record.length, LIMIT / 2));
            letter.put("recordBase64", Base64.getEncoder().encodeToString(shown));
        }
        String key = unreadable.partition() + ":" + unreadable.offset();
        return new Record<>(key, new Publication(topic, json(letter)), millis);
    }

    private static Map<String, Object> cut(Object row) {
        Map<String, Object> values = new LinkedHashMap<>();
        ((Map<?, ?>) row).forEach((column, value) -> {
            String text = Text.orNull(value);
            values.put(
                    String.valueOf(column),
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
