package io.tidings.enricher.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium's json envelope without schemas ({@code before}, {@code after}, {@code source}, {@code op},
 * {@code transaction}) and its transaction markers ({@code status}, {@code id}, {@code event_count}), as the
 * PostgreSQL connector 3.6 writes them.
 */
public final class Envelope {
    private static final ObjectMapper JSON = new ObjectMapper();
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
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static Change unreadable(String why) {
        return new Change.Unreadable("The record is no envelope of Debezium: " + why + ".");
    }

    private static Change marker(JsonNode marker) {
        String[] id = marker.path("id").asText().split(":", 2);
        return switch (marker.path("status").asText()) {
            case "BEGIN" -> new Change.Begin(id[0]);
            case "END" -> end(marker, id);
            default -> unreadable("its `status` is neither BEGIN nor END");
        };
    }

    private static Change end(JsonNode marker, String[] id) {
        JsonNode count = marker.path("event_count");
        JsonNode committed = marker.path("ts_ms");
        if (id.length != 2
                || !id[1].matches("\\d{1,19}")
                || !count.isIntegralNumber()
                || !committed.isIntegralNumber()) {
            return unreadable("an END needs an `id` of transaction and LSN, an `event_count` and a `ts_ms`");
        }
        return new Change.End(id[0], Long.parseLong(id[1]), count.asLong(), committed.asLong());
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
        String side = operation.get() == Change.Operation.DELETE ? "before" : "after";
        return new Change.RowChange(
                transaction.get(),
                operation.get(),
                envelope.path("source").path("lsn").asLong(),
                row(envelope, side));
    }

    private static Change snapshotRow(JsonNode envelope) throws IOException {
        JsonNode source = envelope.path("source");
        if (!source.path("lsn").isIntegralNumber()) {
            return unreadable("a snapshot's row has no `source.lsn`");
        }
        return new Change.SnapshotRow(
                source.path("lsn").asLong(),
                source.path("ts_ms").asLong(),
                source.path("snapshot").asText().equals("last"),
                row(envelope, "after"));
    }

    private static Optional<String> transaction(JsonNode envelope) {
        JsonNode id = envelope.path("transaction").path("id");
        return id.isTextual() ? Optional.of(id.asText().split(":", 2)[0]) : Optional.empty();
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
        Map<String, @Nullable Object> columns = new LinkedHashMap<>(VALUES.<Map<String, Object>>readValue(values));
        return new Row(table(envelope), columns);
    }
}
