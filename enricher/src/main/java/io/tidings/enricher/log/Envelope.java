package io.tidings.enricher.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import io.tidings.log.ControlRecord;
import java.io.IOException;
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
    private static final String GREATEST_LSN = String.valueOf(Long.MAX_VALUE);

    private Envelope() {}

    /** The two parts of a transaction's id in markers and changes. */
    private record TransactionId(String number, String lsn) {

        /** Reads {@code number:lsn}, both in digits. */
        static Optional<TransactionId> of(@Nullable String text) {
            int colon = text == null ? -1 : text.indexOf(':');
            return text != null
                            && areDigits(text, 0, colon)
                            && areDigits(text, colon + 1, text.length())
                            && text.length() - colon - 1 <= GREATEST_LSN.length()
                    ? Optional.of(new TransactionId(text.substring(0, colon), text.substring(colon + 1)))
                    : Optional.empty();
        }

        private static boolean areDigits(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return from < to;
        }
    }

    /** Reads a record's value; a record that is no envelope is {@link Change.Unreadable}, never an exception. */
    public static Change read(byte @Nullable [] value) {
        if (value == null) {
            return new Change.Nothing();
        }
        try {
            EnvelopeFields fields = EnvelopeFields.of(value);
            if (fields.status != null) {
                return marker(fields.status, fields, value);
            }
            if (fields.op != null) {
                return change(fields.op, fields);
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

    private static Change marker(String status, EnvelopeFields marker, byte[] value) throws IOException {
        boolean begins = status.equals("BEGIN");
        if (!begins && !status.equals("END")) {
            return ControlRecord.of(JSON.readTree(value))
                    .<Change>map(Change.Control::new)
                    .orElseGet(() -> unreadable("its `status` is neither BEGIN nor END", true));
        }
        Optional<TransactionId> id = TransactionId.of(marker.id);
        if (id.isEmpty()) {
            return unreadable("the `id` of a BEGIN or END is transaction and LSN", true);
        }
        return begins ? new Change.Begin(id.get().number()) : end(marker, id.get());
    }

    private static Change end(EnvelopeFields marker, TransactionId id) {
        if (id.lsn().length() == GREATEST_LSN.length() && id.lsn().compareTo(GREATEST_LSN) > 0) {
            return unreadable("there is no LSN " + id.lsn(), true);
        }
        if (marker.eventCount == null || marker.millis == null) {
            return unreadable("an END has an `event_count` and a `ts_ms`", true);
        }
        return new Change.End(id.number(), Long.parseLong(id.lsn()), marker.eventCount, marker.millis);
    }

    private static Change change(String op, EnvelopeFields change) {
        if (op.equals("r")) {
            return snapshotRow(change);
        }
        Optional<String> transaction = TransactionId.of(change.transaction).map(TransactionId::number);
        if (transaction.isEmpty()) {
            return op.equals("m") ? new Change.Nothing() : unreadable("a change outside of a transaction");
        }
        if (op.equals("m")) {
            return new Change.Message(transaction.get());
        }
        if (op.equals("t")) {
            return new Change.Truncate(transaction.get(), table(change));
        }
        Optional<Change.Operation> operation = Change.Operation.of(op);
        if (operation.isEmpty()) {
            return unreadable("its `op` is '" + op + "'");
        }
        if (change.lsn == null) {
            return unreadable("a change has a `source.lsn`");
        }
        return rowChange(transaction.get(), operation.get(), change.lsn, change);
    }

    private static Change rowChange(String transaction, Change.Operation operation, long lsn, EnvelopeFields change) {
        boolean deletes = operation == Change.Operation.DELETE;
        Row row = row(change, deletes ? "before" : "after", deletes ? change.before : change.after);
        boolean whole = operation == Change.Operation.UPDATE && change.before != null;
        return new Change.RowChange(
                transaction,
                operation,
                lsn,
                row,
                whole ? Optional.of(row(change, "before", change.before)) : Optional.empty());
    }

    private static Change snapshotRow(EnvelopeFields row) {
        if (row.lsn == null) {
            return unreadable("a snapshot's row has a `source.lsn`");
        }
        if (row.snapshot.equals("incremental")) {
            return unreadable("incremental snapshots do not say what they left out; let the capture take a full one");
        }
        return new Change.SnapshotRow(
                row.lsn,
                row.sourceMillis == null ? 0 : row.sourceMillis,
                row.snapshot.equals("last"),
                row(row, "after", row.after));
    }

    private static TableName table(EnvelopeFields change) {
        return new TableName(change.schema, change.table);
    }

    private static Row row(EnvelopeFields change, String side, @Nullable Map<String, @Nullable Object> values) {
        if (values == null) {
            throw new IllegalArgumentException("`" + side + "` holds no row");
        }
        return new Row(table(change), values);
    }
}
