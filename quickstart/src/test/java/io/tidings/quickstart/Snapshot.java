package io.tidings.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.scenario.MemoryView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies all captured tables as they are at one commit. */
final class Snapshot {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, @Nullable Object>> COLUMNS = new TypeReference<>() {};

    private Snapshot() {}

    /**
     * The tables as they are.
     *
     * @param before the copy of the commit before
     */
    static MemoryView take(Connection connection, Contracts contracts, @Nullable MemoryView before)
            throws SQLException {
        Map<TableName, Map<Key, Row>> tables = new LinkedHashMap<>();
        for (Map.Entry<TableName, List<String>> table : contracts.primaryKeys().entrySet()) {
            tables.put(table.getKey(), rows(connection, contracts, table.getKey(), table.getValue()));
        }
        return new MemoryView(tables, before);
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
    static List<Row> newRows(MemoryView now, MemoryView before, TableName table) {
        return rows(now, table).entrySet().stream()
                .filter(row -> !rows(before, table).containsKey(row.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<Key, Row> rows(MemoryView view, TableName table) {
        return view.tables().getOrDefault(table, Map.of());
    }
}
