package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.Map;

/**
 * What the columns of the audit table mean, from {@code source.yaml}.
 *
 * @param source the source's name, first part of every event's type
 * @param table the audit table
 * @param id the column that identifies an audit row
 * @param action the column that says what was done
 * @param references roots that always point to one table, by root name
 * @param entities column pairs that point to a table which another column names, by root name, in order
 * @param types the table behind each value of an entity's type column
 */
public record AuditTable(
        String source,
        TableName table,
        String id,
        String action,
        Map<String, Reference> references,
        Map<String, Entity> entities,
        Map<String, EntityType> types) {

    /** The name of the root that is the audit row itself. */
    public static final String ROOT = "audit";

    /** The reference whose column, when there is one, names who acted. */
    public static final String ACTOR = "actor";

    /** A column that holds the primary key of a table's row. */
    public record Reference(String column, TableName table) {}

    /** A pair of columns: what kind of entity, and which one. */
    public record Entity(String typeColumn, String idColumn) {}

    /**
     * A kind of entity.
     *
     * @param as the typed root's name
     * @param table where its rows are
     */
    public record EntityType(String as, TableName table) {}
}
