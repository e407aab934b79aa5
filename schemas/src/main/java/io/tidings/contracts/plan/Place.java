package io.tidings.contracts.plan;

/** A row, and the view in which everything reached through it is read. */
public record Place(Row row, View view) {}
