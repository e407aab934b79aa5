package io.tidings.contracts.scenario;

import io.tidings.contracts.catalog.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does to one row.
 *
 * @param line where it is written
 * @param values by column, as the log carries them: all that are not null of an insert; of an update or delete those of the
 *     primary key, and those that an update sets
 */
record Statement(int line, Kind kind, Table table, Map<String, @Nullable Object> values) {
    Statement {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What is done. */
    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }
}
