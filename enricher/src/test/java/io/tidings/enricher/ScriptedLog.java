package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a log as Debezium does: transactions whose ENDs grow, rows with LSNs of their own. */
final class ScriptedLog {
    static final long FIRST_COMMIT_MILLIS = 1_700_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private long lsn = 1000;
    private long number = 700;
    private long millis = FIRST_COMMIT_MILLIS;

    /** One row change of a transaction. */
    record RowChange(
            String op,
            String table,
            @Nullable Map<String, ?> before,
            @Nullable Map<String, ?> after) {}

    static RowChange insert(String table, Map<String, ?> row) {
        return new RowChange("c", table, null, whole(table, row));
    }

    static RowChange update(String table, Map<String, ?> row) {
        return new RowChange("u", table, null, whole(table, row));
    }

    /** A product's description is null unless given: the log carries every column of a row. */
    private static Map<String, ?> whole(String table, Map<String, ?> row) {
        Map<String, Object> whole = new LinkedHashMap<>(row);
        if (table.equals("products")) {
            whole.putIfAbsent("description", null);
        }
        return whole;
    }

    static RowChange delete(String table, Map<String, ?> key) {
        return new RowChange("d", table, key, null);
    }

    static RowChange truncate(String table) {
        return new RowChange("t", table, null, null);
    }

    /** An audit row about product 1 or another one. */
    static RowChange audit(long id, String action, long product) {
        return insert("events", auditRow(id, action, product));
    }

    static Map<String, Object> auditRow(long id, String action, long product) {
        return columns(
                "id",
                id,
                "name",
                action,
                "subject_type",
                "PRODUCT",
                "subject_id",
                product,
                "actor_id",
                1,
                "note",
                null);
    }

    static Map<String, Object> columns(@Nullable Object... namesAndValues) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return columns;
    }

    /** A transaction as the log holds it. */
    record Transaction(long number, long end, long millis, List<String> changes) {

        List<String> records() {
            return records(changes.size());
        }

        List<String> records(int count) {
            List<String> records = new ArrayList<>();
            records.add(begin());
            records.addAll(changes);
            records.add(end(count));
            return records;
        }

        String begin() {
            return json(
                    columns("status", "BEGIN", "id", number + ":" + (end - 1), "event_count", null, "ts_ms", millis));
        }

        String end(int count) {
            return json(columns("status", "END", "id", number + ":" + end, "event_count", count, "ts_ms", millis));
        }

        /** As a restarted capture may send it again: the first rows are missing, the count fits. */
        Transaction truncated(int missing) {
            return new Transaction(number, end, millis, changes.subList(missing, changes.size()));
        }
    }

    /** The next transaction; a delete directly followed by an insert of one table is a primary key change. */
    Transaction transaction(RowChange... changes) {
        number++;
        millis += 1000;
        List<String> records = new ArrayList<>();
        for (int i = 0; i < changes.length; i++) {
            boolean moved = i > 0
                    && changes[i - 1].op.equals("d")
                    && changes[i].op.equals("c")
                    && changes[i].table.equals(changes[i - 1].table);
            lsn += moved ? 0 : 8;
            records.add(change(changes[i], i + 1));
        }
        lsn += 8;
        return new Transaction(number, lsn, millis, records);
    }

    private String change(RowChange change, int order) {
        return json(columns(
                "before",
                change.before,
                "after",
                change.after,
                "source",
                source(change.table, "false", lsn),
                "op",
                change.op,
                "transaction",
                columns("id", number + ":" + lsn, "total_order", order, "data_collection_order", 1),
                "ts_ms",
                millis));
    }

    /** A snapshot of these rows, all at one position. */
    List<String> snapshot(RowChange... rows) {
        lsn += 8;
        return snapshotRows(rows);
    }

    /** What a capture says at each start. */
    String source(String system) {
        return control(new ControlRecord.Source(system, 1));
    }

    /** A full snapshot by our capture, which names the tables that it captures. */
    List<String> snapshotOf(List<String> tables, RowChange... rows) {
        List<String> records = new ArrayList<>(snapshot(rows));
        records.add(control(new ControlRecord.SnapshotComplete(lsn, names(tables))));
        return records;
    }

    /** A snapshot of a single table, taken after everything so far. */
    List<String> tableSnapshot(String table, RowChange... rows) {
        lsn += 8;
        List<String> records =
                new ArrayList<>(List.of(control(new ControlRecord.TablesBegin(lsn, names(List.of(table))))));
        records.addAll(snapshotRows(rows));
        records.add(control(new ControlRecord.TablesComplete(lsn, names(List.of(table)))));
        return records;
    }

    /** Audit rows that did not come when they were committed. */
    List<String> late(RowChange... rows) {
        lsn += 8;
        SortedSet<TableName> audit = names(List.of("events"));
        List<String> records = new ArrayList<>(List.of(control(new ControlRecord.LateBegin(lsn, audit))));
        records.addAll(snapshotRows(rows));
        records.add(control(new ControlRecord.LateComplete(lsn, audit)));
        return records;
    }

    private static SortedSet<TableName> names(List<String> tables) {
        SortedSet<TableName> names = new TreeSet<>();
        tables.forEach(table -> names.add(new TableName("public", table)));
        return names;
    }

    private static String control(ControlRecord record) {
        return new String(record.json(), StandardCharsets.UTF_8);
    }

    private List<String> snapshotRows(RowChange... rows) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            String marker = i == rows.length - 1 ? "last" : i == 0 ? "first" : "true";
            records.add(json(columns(
                    "before",
                    null,
                    "after",
                    rows[i].after,
                    "source",
                    source(rows[i].table, marker, lsn),
                    "transaction",
                    null,
                    "op",
                    "r",
                    "ts_ms",
                    millis)));
        }
        return records;
    }

    /** A point at which positions begin again, as those of another database do. */
    void rewind() {
        lsn = 10;
    }

    /** Time passes. */
    void pass(long moreMillis) {
        millis += moreMillis;
    }

    long now() {
        return millis;
    }

    private Map<String, Object> source(String table, String snapshot, long at) {
        return columns(
                "name", "shop", "ts_ms", millis, "snapshot", snapshot, "schema", "public", "table", table, "lsn", at);
    }

    static List<String> all(List<String> first, List<String> second) {
        List<String> records = new ArrayList<>(first);
        records.addAll(second);
        return Collections.unmodifiableList(records);
    }

    private static String json(Map<String, Object> record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
