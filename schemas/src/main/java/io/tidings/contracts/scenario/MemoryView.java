package io.tidings.contracts.scenario;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import io.tidings.contracts.plan.Trace;
import io.tidings.contracts.plan.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows in memory as they are at one commit, and as they were at the one before. */
public record MemoryView(
        Map<TableName, Map<Key, Row>> tables, @Nullable MemoryView before) implements View {

    /** No rows, and never any. */
    public static MemoryView empty() {
        return new MemoryView(Map.of(), null);
    }

    /** A view of the given rows of tables in the schema public. */
    public static MemoryView of(
            Catalog catalog, Map<String, List<Map<String, @Nullable Object>>> rows, @Nullable MemoryView before) {
        Map<TableName, Map<Key, Row>> tables = new LinkedHashMap<>();
        rows.forEach((written, values) -> {
            TableName name = TableName.parse(written, "public");
            Table table = catalog.table(name).orElseThrow();
            Map<Key, Row> byKey = new LinkedHashMap<>();
            values.forEach(row -> byKey.put(key(table, row), row(table, row)));
            tables.put(name, byKey);
        });
        return new MemoryView(tables, before);
    }

    /** The commit before; there must be one. */
    public MemoryView earlier() {
        return Objects.requireNonNull(before);
    }

    /** A row with all columns of its table, null unless given. */
    public static Row row(Table table, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        table.columns().keySet().forEach(column -> all.putIfAbsent(column, null));
        return new Row(table.name(), all);
    }

    /** The same rows, but for those of the other view, which take their places. */
    public MemoryView overlaid(MemoryView other) {
        Map<TableName, Map<Key, Row>> both = new LinkedHashMap<>();
        tables.forEach((name, rows) -> both.put(name, new LinkedHashMap<>(rows)));
        other.tables.forEach((name, rows) ->
                both.computeIfAbsent(name, unused -> new LinkedHashMap<>()).putAll(rows));
        return new MemoryView(both, before);
    }

    static Key key(Table table, Map<String, @Nullable Object> row) {
        return new Key(table.primaryKey().stream()
                .map(column -> String.valueOf(Text.orNull(row.get(column))))
                .toList());
    }

    /** The table's rows by primary key, in the order they came. */
    Map<Key, Row> of(TableName table) {
        return tables.getOrDefault(table, Map.of());
    }

    @Override
    public Optional<Row> row(TableName table, Key key) {
        return Optional.ofNullable(of(table).get(key));
    }

    @Override
    public List<Row> rows(TableName table, String column, String value) {
        return of(table).values().stream()
                .filter(row -> value.equals(Text.orNull(row.value(column))))
                .toList();
    }

    @Override
    public Trace trace() {
        return new Steps(this);
    }

    /** Goes back one commit at a time, whatever was read. */
    private record Steps(MemoryView view) implements Trace {
        @Override
        public Optional<Row> row(TableName table, Key key) {
            return view.row(table, key);
        }

        @Override
        public List<Row> rows(TableName table, String column, String value) {
            return view.rows(table, column, value);
        }

        @Override
        public Trace trace() {
            return this;
        }

        @Override
        public Earlier before() {
            return view.before == null ? new Earlier.Never() : new Earlier.Moment(view.before);
        }
    }
}
