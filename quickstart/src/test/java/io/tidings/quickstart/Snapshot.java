package io.tidings.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import io.tidings.contracts.plan.Trace;
import io.tidings.contracts.plan.View;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All captured tables, copied as they are at one commit, and the copy of the commit before. */
record Snapshot(
        Map<TableName, Map<Key, Row>> tables, @Nullable Snapshot before) implements View {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, @Nullable Object>> COLUMNS = new TypeReference<>() {};

    static Snapshot take(Connection connection, Contracts contracts, @Nullable Snapshot before) throws SQLException {
        Map<TableName, Map<Key, Row>> tables = new LinkedHashMap<>();
        for (Map.Entry<TableName, List<String>> table : contracts.primaryKeys().entrySet()) {
            tables.put(table.getKey(), rows(connection, contracts, table.getKey(), table.getValue()));
        }
        return new Snapshot(tables, before);
    }

    private static Map<Key, Row> rows(
            Connection connection, Contracts contracts, TableName table, List<String> primaryKey) throws SQLException {
        Map<Key, Row> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select to_jsonb(t) from " + table + " t")) {
            while (result.next()) {
                Map<String, @Nullable Object> columns = JSON.readValue(result.getString(1), COLUMNS);
                contracts.excluded().stream()
                        .filter(excluded -> excluded.table().equals(table))
                        .forEach(excluded -> columns.remove(excluded.column()));
                List<String> key = primaryKey.stream()
                        .map(column -> String.valueOf(columns.get(column)))
                        .toList();
                rows.put(new Key(key), new Row(table, columns));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** The rows that the snapshot before does not have. */
    List<Row> newRows(TableName table) {
        return of(table).entrySet().stream()
                .filter(row -> before == null || !before.of(table).containsKey(row.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Map<Key, Row> of(TableName table) {
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
    private record Steps(Snapshot view) implements Trace {
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
