package io.tidings.contracts.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A table's shape.
 *
 * @param primaryKey the key's columns in key order; empty when the table has none
 * @param columns by name, in table order
 * @param references tables that its foreign keys lead to without one column that {@link Column#references() says so}: those
 *     of several columns, or to another key than the primary one
 * @param partitionedBy the columns by which it and its partitions are partitioned, which PostgreSQL wants in each of its
 *     keys; empty when it is not partitioned, or the catalog does not say
 */
public record Table(
        TableName name,
        List<String> primaryKey,
        Map<String, Column> columns,
        Set<TableName> references,
        Set<String> partitionedBy) {
    public Table {
        primaryKey = List.copyOf(primaryKey);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
        partitionedBy = Collections.unmodifiableSortedSet(new TreeSet<>(partitionedBy));
        for (String key : primaryKey) {
            if (!columns.containsKey(key)) {
                throw new IllegalArgumentException(
                        "The primary key of " + name + " names " + key + ", which is none of its columns.");
            }
        }
    }

    /** A table that is not partitioned. */
    public Table(TableName name, List<String> primaryKey, Map<String, Column> columns, Set<TableName> references) {
        this(name, primaryKey, columns, references, Set.of());
    }

    /** The tables that its foreign keys lead to, of however many columns. */
    public SortedSet<TableName> parents() {
        SortedSet<TableName> parents = new TreeSet<>(references);
        columns.values().stream()
                .map(Column::references)
                .flatMap(Optional::stream)
                .forEach(parents::add);
        return parents;
    }
}
