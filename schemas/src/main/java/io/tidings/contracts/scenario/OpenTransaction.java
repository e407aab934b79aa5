package io.tidings.contracts.scenario;

import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a view, with what the statements so far made of them. */
final class OpenTransaction {
    private final MemoryView before;
    private final Map<TableName, Map<Key, Row>> tables = new LinkedHashMap<>();

    OpenTransaction(MemoryView before) {
        this.before = before;
        before.tables().forEach((name, rows) -> tables.put(name, new LinkedHashMap<>(rows)));
    }

    /** A statement that does not fit the rows that are there; the message is a sentence. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Statement statement;

        Misfit(Statement statement, String sentence) {
            super(sentence);
            this.statement = statement;
        }

        int line() {
            return statement.line();
        }
    }

    /** Applies a statement and gives the key of its row. */
    Key apply(Statement statement) throws Misfit {
        Table table = statement.table();
        Map<Key, Row> rows = tables.computeIfAbsent(table.name(), unused -> new LinkedHashMap<>());
        return table.primaryKey().isEmpty() ? applyKeyless(statement, rows) : applyKeyed(statement, rows);
    }

    private static Key applyKeyed(Statement statement, Map<Key, Row> rows) throws Misfit {
        Table table = statement.table();
        for (String column : table.primaryKey()) {
            if (statement.values().get(column) == null) {
                throw new Misfit(
                        statement, "A row of " + table.name() + " needs its primary key; give " + column + ".");
            }
        }
        Key key = MemoryView.key(table, statement.values());
        Row row = rows.get(key);
        if (statement.kind() == Statement.Kind.INSERT) {
            if (row != null) {
                throw new Misfit(
                        statement,
                        table.name() + " has a row " + key.parts() + " already; update it, or give another key.");
            }
            rows.put(key, MemoryView.row(table, statement.values()));
        } else if (row == null) {
            throw new Misfit(statement, table.name() + " has no row " + key.parts() + "; insert it first.");
        } else if (statement.kind() == Statement.Kind.DELETE) {
            rows.remove(key);
        } else {
            Map<String, @Nullable Object> updated = new LinkedHashMap<>(row.values());
            updated.putAll(statement.values());
            rows.put(key, new Row(table.name(), updated));
        }
        return key;
    }

    /** Rows that nothing tells apart are told apart by a number. */
    private static Key applyKeyless(Statement statement, Map<Key, Row> rows) throws Misfit {
        Row row = MemoryView.row(statement.table(), statement.values());
        if (statement.kind() == Statement.Kind.INSERT) {
            int number = 0;
            while (rows.containsKey(Key.of(String.valueOf(number)))) {
                number++;
            }
            Key key = Key.of(String.valueOf(number));
            rows.put(key, row);
            return key;
        }
        for (Map.Entry<Key, Row> entry : new ArrayList<>(rows.entrySet())) {
            if (statement.kind() == Statement.Kind.DELETE && entry.getValue().equals(row)) {
                rows.remove(entry.getKey());
                return entry.getKey();
            }
        }
        throw new Misfit(
                statement,
                statement.kind() == Statement.Kind.UPDATE
                        ? statement.table().name() + " has no primary key; delete the row and insert the new one."
                        : statement.table().name() + " has no such row; give all its columns that are not null.");
    }

    /** The rows as they are when it commits. */
    MemoryView commit() {
        return new MemoryView(tables, before);
    }

    /** The rows of a table that were not there before, in the order they came. */
    List<Row> added(TableName table) {
        Map<Key, Row> now = new LinkedHashMap<>(tables.getOrDefault(table, Map.of()));
        now.keySet().removeAll(before.of(table).keySet());
        return List.copyOf(now.values());
    }
}
