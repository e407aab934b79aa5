package io.tidings.enricher.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import io.tidings.log.ControlRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium's json envelope without schemas ({@code before}, {@code after}, {@code source}, {@code op},
 * {@code transaction}) and its transaction markers ({@code status}, {@code id}, {@code event_count}), as the
 * PostgreSQL connector 3.6 writes them.
 */
public final class Envelope {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** Transaction number and LSN. */
    private static final Pattern TRANSACTION = Pattern.compile("(\\d+):(\\d{1,19})");

    private static final String GREATEST_LSN = String.valueOf(Long.MAX_VALUE);

    private static final ObjectReader VALUES = JSON.readerForMapOf(Object.class);

    private Envelope() {}

    /** Reads a record's value; a record that is no envelope is {@link Change.Unreadable}, never an exception. */
    public static Change read(byte @Nullable [] value) {
        if (value == null) {
            return new Change.Nothing();
        }
        try {
            JsonNode envelope = JSON.readTree(value);
            if (envelope.has("status")) {
                return marker(envelope);
            }
            if (envelope.has("op")) {
                return change(envelope);
            }
            return unreadable("it has neither `op` nor `status`");
        } catch (JsonProcessingException e) {
            return unreadable("it is no json: " + e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            return unreadable("it holds no row of a table: " + e.getMessage());
        }
    }

    private static Change unreadable(String why) {
        return unreadable(why, false);
    }

    private static Change unreadable(String why, boolean marker) {
        return new Change.Unreadable("The record is no envelope of Debezium: " + why + ".", marker);
    }

    private static Change marker(JsonNode marker) {
        Optional<ControlRecord> control = ControlRecord.of(marker);
        if (control.isPresent()) {
            return new Change.Control(control.get());
        }
        Matcher id = TRANSACTION.matcher(marker.path("id").asText());
        if (!id.matches()) {
            return unreadable("the `id` of a BEGIN or END is transaction and LSN", true);
        }
        return switch (marker.path("status").asText()) {
            case "BEGIN" -> new Change.Begin(id.group(1));
            case "END" -> end(marker, id.group(1), id.group(2));
            default -> unreadable("its `status` is neither BEGIN nor END", true);
        };
    }

    private static Change end(JsonNode marker, String transaction, String lsn) {
        if (lsn.length() == GREATEST_LSN.length() && lsn.compareTo(GREATEST_LSN) > 0) {
            return unreadable("there is no LSN " + lsn, true);
        }
        JsonNode count = marker.path("event_count");
        JsonNode committed = marker.path("ts_ms");
        if (!count.isIntegralNumber() || !committed.isIntegralNumber()) {
            return unreadable("an END has an `event_count` and a `ts_ms`", true);
        }
        return new Change.End(transaction, Long.parseLong(lsn), count.asLong(), committed.asLong());
    }

    private static Change change(JsonNode envelope) throws IOException {
        String op = envelope.path("op").asText();
        Optional<String> transaction = transaction(envelope);
        if (op.equals("r")) {
            return snapshotRow(envelope);
        }
        if (transaction.isEmpty()) {
            return op.equals("m") ? new Change.Nothing() : unreadable("a change outside of a transaction");
        }
        if (op.equals("m")) {
            return new Change.Message(transaction.get());
        }
        if (op.equals("t")) {
            return new Change.Truncate(transaction.get(), table(envelope));
        }
        Optional<Change.Operation> operation = Change.Operation.of(op);
        if (operation.isEmpty()) {
            return unreadable("its `op` is '" + op + "'");
        }
        if (!envelope.path("source").path("lsn").isIntegralNumber()) {
            return unreadable("a change has a `source.lsn`");
        }
        String side = operation.get() == Change.Operation.DELETE ? "before" : "after";
        boolean whole = operation.get() == Change.Operation.UPDATE
                && envelope.path("before").isObject();
        return new Change.RowChange(
                transaction.get(),
                operation.get(),
                envelope.path("source").path("lsn").asLong(),
                row(envelope, side),
                whole ? Optional.of(row(envelope, "before")) : Optional.empty());
    }

    private static Change snapshotRow(JsonNode envelope) throws IOException {
        JsonNode source = envelope.path("source");
        if (!source.path("lsn").isIntegralNumber()) {
            return unreadable("a snapshot's row has a `source.lsn`");
        }
        if (source.path("snapshot").asText().equals("incremental")) {
            return unreadable("incremental snapshots do not say what they left out; let the capture take a full one");
        }
        return new Change.SnapshotRow(
                source.path("lsn").asLong(),
                source.path("ts_ms").asLong(),
                source.path("snapshot").asText().equals("last"),
                row(envelope, "after"));
    }

    private static Optional<String> transaction(JsonNode envelope) {
        JsonNode id = envelope.path("transaction").path("id");
        Matcher parts = TRANSACTION.matcher(id.asText());
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    private static TableName table(JsonNode envelope) {
        JsonNode source = envelope.path("source");
        return new TableName(
                source.path("schema").asText(), source.path("table").asText());
    }

    private static Row row(JsonNode envelope, String side) throws IOException {
        JsonNode values = envelope.path(side);
        if (!values.isObject()) {
            throw new IllegalArgumentException("`" + side + "` holds no row");
        }
        Map<String, @Nullable Object> columns = VALUES.readValue(values);
        return new Row(table(envelope), columns);
    }
}
