package io.tidings.contracts.release;

/** A field of a record within a schema; of the record itself when the field's name is empty. */
record FieldPlace(String record, String field) {}
