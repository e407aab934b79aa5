package io.tidings.contracts.plan;

import java.util.Optional;
import java.util.Set;

/** What a field makes of the rows and values that its path gives. */
public sealed interface Shape {

    /** One value. */
    record Scalar(Conversion conversion) implements Shape {}

    /** One row as a record. */
    record Nested(RecordPlan record) implements Shape {}

    /**
     * One row's columns, or one json object's members, by name; nulls are left out.
     *
     * @param columns of a row, those that the catalog knows: what is added to a table later is not published unasked
     */
    record Entries(Conversion values, Optional<Set<String>> columns) implements Shape {}

    /** All rows or values, each in the element's shape. */
    record Each(Shape element) implements Shape {}

    /** The elements of one array column; nulls are left out. */
    record Elements(Conversion elements) implements Shape {}

    /** Names of fields. */
    record Names() implements Shape {}
}
