package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a path stands while it is compiled.
 *
 * @param tables the row it stands on, or whose column it has read, is of one of these (subtype tables)
 * @param value the column's PostgreSQL type and what it references, once a column is read
 * @param many whether there can be several such rows
 * @param nullable whether there can be none, or a null
 */
record Position(List<Table> tables, Optional<Value> value, boolean many, boolean nullable) {

    record Value(String type, Optional<TableName> references) {}

    static Position atRow(List<Table> tables) {
        return new Position(tables, Optional.empty(), false, false);
    }

    /** The column in whichever of the tables has it; nullable when one of them does not. */
    Optional<Position> read(String name) {
        List<Column> found = tables.stream()
                .flatMap(table -> Optional.ofNullable(table.columns().get(name)).stream())
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean canBeNull =
                nullable || found.size() < tables.size() || found.stream().anyMatch(Column::nullable);
        Column column = found.get(0);
        Value read = new Value(column.type(), found.size() == tables.size() ? column.references() : Optional.empty());
        return Optional.of(new Position(tables, Optional.of(read), many, canBeNull));
    }

    /** What either of two alternatives gives. */
    static Position either(Position a, Position b) {
        List<Table> tables =
                Stream.concat(a.tables.stream(), b.tables.stream()).distinct().toList();
        return new Position(tables, a.value.or(() -> b.value), a.many || b.many, a.nullable && b.nullable);
    }
}
