package io.tidings.contracts.plan;

/** What a field makes of the rows and values that its path gives. */
public sealed interface Shape {

    /** One value. */
    record Scalar(Conversion conversion) implements Shape {}

    /** One row as a record. */
    record Nested(RecordPlan record) implements Shape {}

    /** One row's columns, or one json object's members, by name; nulls are left out. */
    record Entries(Conversion values) implements Shape {}

    /** All rows or values, each in the element's shape. */
    record Each(Shape element) implements Shape {}

    /** The elements of one array column; nulls are left out. */
    record Elements(Conversion elements) implements Shape {}
}
