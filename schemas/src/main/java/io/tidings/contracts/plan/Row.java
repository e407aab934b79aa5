package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as the log carries it: text, numbers, booleans, lists, maps or null by column name.
 *
 * @param values by column name; a column that the row does not have reads as null
 */
public record Row(TableName table, Map<String, @Nullable Object> values) {
    public Row {
        values = Collections.unmodifiableMap(values);
    }

    /** The column's value, null when it is null or absent. */
    public @Nullable Object value(String column) {
        return values.get(column);
    }
}
