package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a path stands while it is compiled.
 *
 * @param tables the row it stands on, or whose column it has read, is of one of these (subtype tables)
 * @param value what is known of the column, once one is read
 * @param many whether there can be several such rows
 * @param nullable whether there can be none, or a null
 */
record Position(List<Table> tables, Optional<Value> value, boolean many, boolean nullable) {

    /**
     * A value that a path has read.
     *
     * @param types the PostgreSQL types it can have: several when subtype tables or alternatives differ
     * @param references the table whose primary key it always holds
     */
    record Value(List<String> types, Optional<TableName> references) {

        boolean all(Predicate<String> test) {
            return types.stream().allMatch(test);
        }

        /** The types, for messages. */
        String type() {
            return String.join(" or ", types);
        }

        private static Value either(Value a, Value b) {
            return new Value(
                    Stream.concat(a.types.stream(), b.types.stream()).distinct().toList(),
                    a.references.equals(b.references) ? a.references : Optional.empty());
        }
    }

    static Position atRow(List<Table> tables, boolean nullable) {
        return new Position(tables, Optional.empty(), false, nullable);
    }

    /** Those of the tables that have the column. */
    Set<TableName> having(String column) {
        return tables.stream()
                .filter(table -> table.columns().containsKey(column))
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    /** The column in whichever of the tables has it; nullable when one of them does not. */
    Optional<Position> read(String name) {
        List<Column> found = tables.stream()
                .flatMap(table -> Optional.ofNullable(table.columns().get(name)).stream())
                .toList();
        boolean canBeNull =
                nullable || found.size() < tables.size() || found.stream().anyMatch(Column::nullable);
        return found.stream()
                .map(column -> new Value(List.of(column.type()), column.references()))
                .reduce(Value::either)
                .map(read -> new Position(tables, Optional.of(read), many, canBeNull));
    }

    /** What either of two alternatives gives; both end alike, at a row or at a column. */
    static Position either(Position a, Position b) {
        List<Table> tables =
                Stream.concat(a.tables.stream(), b.tables.stream()).distinct().toList();
        Optional<Value> value = a.value.flatMap(left -> b.value.map(right -> Value.either(left, right)));
        return new Position(tables, value, a.many || b.many, a.nullable && b.nullable);
    }
}
