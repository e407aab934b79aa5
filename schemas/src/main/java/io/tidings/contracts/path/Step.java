package io.tidings.contracts.path;

import java.util.List;
import java.util.Optional;

/** One step of a path. */
public sealed interface Step {

    /** {@code . name}: a column of the row the path stands on. */
    record ReadColumn(String name) implements Step {
        @Override
        public String toString() {
            return "." + name;
        }
    }

    /** {@code / key}: a member of the json object that the path stands on. */
    record ReadKey(String key) implements Step {
        @Override
        public String toString() {
            return "/" + key;
        }
    }

    /**
     * {@code -> table} or {@code -> table(column)}: the row that the value so far identifies, by its primary key or by
     * another unique column.
     */
    record Follow(String table, Optional<String> column, List<Condition> conditions) implements Step {
        @Override
        public String toString() {
            return " -> " + table + column.map(name -> "(" + name + ")").orElse("");
        }
    }

    /** {@code <- table.column}: all rows of a table whose column holds the value so far. */
    record Gather(String table, String column, List<Condition> conditions) implements Step {
        @Override
        public String toString() {
            return " <- " + table + "." + column;
        }
    }
}
