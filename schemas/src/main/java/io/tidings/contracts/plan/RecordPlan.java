package io.tidings.contracts.plan;

import java.util.List;
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
     * @param order how the rows of its path are ordered, before the first or all of them are taken
     * @param fallback the schema's default, when it has one; null is a default too
     */
    public record FieldPlan(String name, PathPlan path, List<Ordering> order, Shape shape, Fallback fallback) {}

    /** What stands in a field whose path gives nothing. */
    public sealed interface Fallback {

        /** Nothing can: the event is rejected. */
        record Reject() implements Fallback {}

        /** The schema's default, or null. */
        record Default(@Nullable Object datum) implements Fallback {}
    }
}
