package io.tidings.contracts.lineage;

/** A column that has a part in a field without being shown by it, and which part. */
public record Passage(ColumnName column, Use use) {}
