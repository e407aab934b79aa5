package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;

/** Which row: its table and its primary key. */
public record RowName(TableName table, Key key) {}
