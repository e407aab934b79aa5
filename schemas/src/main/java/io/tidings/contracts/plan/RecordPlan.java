package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a record is filled.
 *
 * @param schema the plain Avro schema, without annotations
 * @param fields one for each of the schema's fields, in its order
 */
public record RecordPlan(Schema schema, List<FieldPlan> fields) {

    /**
     * How a field is filled.
     *
     * @param fallback the schema's default, when it has one; null is a default too
     * @param sensitive the label under which it is protected, when it says that it is {@code @sensitive}
     */
    public record FieldPlan(String name, Source source, Shape shape, Fallback fallback, Optional<String> sensitive) {}

    /** Where the content of a field comes from. */
    public sealed interface Source {

        /** As it was written, for messages. */
        String text();

        /**
         * From a path.
         *
         * @param order how the rows of its path are ordered, before the first or all of them are taken
         */
        record FromPath(PathPlan path, List<Ordering> order) implements Source {
            @Override
            public String text() {
                return path.text();
            }
        }

        /**
         * From what the path gave at the latest earlier event about the row that its root is.
         *
         * @param what under which name that is remembered
         */
        record Previous(Remembered what, FromPath now) implements Source {
            @Override
            public String text() {
                return now.text();
            }
        }

        /** The names of the fields in which two records of this record differ. */
        record Changes(String left, String right) implements Source {
            @Override
            public String text() {
                return left + ", " + right;
            }
        }
    }

    /**
     * What is remembered of events.
     *
     * @param topic the contract's
     * @param field of the contract's record
     * @param root the root of its path
     * @param tables those that the root can be a row of
     * @param schema of what is remembered, not null
     */
    public record Remembered(String topic, String field, String root, Set<TableName> tables, Schema schema) {}

    /** What stands in a field whose path gives nothing. */
    public sealed interface Fallback {

        /** Nothing can: the event is rejected. */
        record Reject() implements Fallback {}

        /** The schema's default, or null. */
        record Default(@Nullable Object datum) implements Fallback {}
    }
}
