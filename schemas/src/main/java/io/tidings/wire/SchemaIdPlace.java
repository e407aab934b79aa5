package io.tidings.wire;

/** Where the id of the schema stands with which a value was written. */
public enum SchemaIdPlace {
    /** In front of the value, as every client of Confluent's format reads it. */
    PREFIX,
    /** In the header {@link SchemaId#HEADER}, as newer clients read it too; the value is Avro binary and nothing else. */
    HEADER
}
