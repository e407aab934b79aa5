package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import java.util.Comparator;

/** A column with its table. */
public record ColumnName(TableName table, String column) implements Comparable<ColumnName> {
    private static final Comparator<ColumnName> ORDER =
            Comparator.comparing(ColumnName::table).thenComparing(ColumnName::column);

    @Override
    public int compareTo(ColumnName other) {
        return ORDER.compare(this, other);
    }

    /** As text, the table without its schema when that is the given one. */
    public String in(String schema) {
        return (table.schema().equals(schema) ? table.table() : table.toString()) + "." + column;
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
