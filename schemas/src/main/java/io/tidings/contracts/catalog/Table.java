package io.tidings.contracts.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table's shape.
 *
 * @param primaryKey the key's columns in key order; empty when the table has none
 * @param columns by name, in table order
 */
public record Table(TableName name, List<String> primaryKey, Map<String, Column> columns) {
    public Table {
        primaryKey = List.copyOf(primaryKey);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        for (String key : primaryKey) {
            if (!columns.containsKey(key)) {
                throw new IllegalArgumentException(
                        "The primary key of " + name + " names " + key + ", which is none of its columns.");
            }
        }
    }
}
