package io.tidings.contracts.path;

/** One column of an order; nulls come last when ascending and first when descending, as in PostgreSQL. */
public record Order(String column, boolean descending) {}
