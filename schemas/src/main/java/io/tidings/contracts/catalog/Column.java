package io.tidings.contracts.catalog;

import java.util.Optional;

/**
 * A column as PostgreSQL's {@code format_type} names its type.
 *
 * @param type for example {@code uuid}, {@code character varying}, {@code integer[]}
 * @param nullable whether the database lets it be null
 * @param unique whether a constraint on this column alone makes its values unique
 * @param references the table whose primary key it holds, when a foreign key says so
 */
public record Column(String type, boolean nullable, boolean unique, Optional<TableName> references) {

    /** The element type of an array column. */
    public Optional<String> elementType() {
        return type.endsWith("[]") ? Optional.of(type.substring(0, type.length() - 2)) : Optional.empty();
    }
}
