package io.tidings.contracts.lineage;

import io.tidings.contracts.plan.Contract;

/**
 * A column's part in an event type.
 *
 * @param field its full name, or {@code @key} or {@code @on}
 */
public record Touch(Contract contract, String field, ColumnName column, Use use) {
    @Override
    public String toString() {
        return contract.topic() + " " + field + " (" + column + ": " + use + ")";
    }
}
