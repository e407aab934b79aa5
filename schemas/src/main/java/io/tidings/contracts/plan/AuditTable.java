package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the columns of the audit table mean, from {@code source.yaml}.
 *
 * @param source the source's name, first part of every event's type
 * @param table the audit table
 * @param id the column that identifies an audit row
 * @param action the column that says what was done
 * @param traceparent the column that holds the trace context of what wrote the row, as W3C's Trace Context says it
 * @param references roots that always point to one table, by root name
 * @param entities column pairs that point to a table which another column names, by root name, in order
 * @param types the table behind each value of an entity's type column
 */
public record AuditTable(
        String source,
        TableName table,
        String id,
        String action,
        Optional<String> traceparent,
        Map<String, Reference> references,
        Map<String, Entity> entities,
        Map<String, EntityType> types) {

    /** The name of the root that is the audit row itself. */
    public static final String ROOT = "audit";

    /** The name of the root that is the changed row, in a contract that answers changes. */
    public static final String CHANGED = "row";

    /** The name of the root that is the changed row as it was before the transaction. */
    public static final String BEFORE = "before";

    /** The reference whose column, when there is one, names who acted. */
    public static final String ACTOR = "actor";

    /** What is named after the source in the database, unless configured: the replication slot, the publication. */
    public String nameInDatabase() {
        return nameInDatabase(source);
    }

    /** The same for a source of that name. */
    public static String nameInDatabase(String source) {
        return "tidings_" + source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    /** All rows that an audit row is about, whether they are there or not; who acted is none of them. */
    public List<RowName> named(Row auditRow) {
        return Stream.concat(references.keySet().stream(), entities.keySet().stream())
                .filter(root -> !root.equals(ACTOR))
                .flatMap(root -> named(auditRow, root).stream())
                .toList();
    }

    /** The row that a reference, an entity or the first entity of a type is; empty when the audit row has none. */
    Optional<RowName> named(Row auditRow, String root) {
        Reference reference = references.get(root);
        if (reference != null) {
            return name(auditRow, reference.table(), reference.column());
        }
        Entity entity = entities.get(root);
        if (entity != null) {
            return typeOf(auditRow, entity).flatMap(type -> name(auditRow, type.table(), entity.idColumn()));
        }
        return entities.values().stream()
                .filter(pair -> typeOf(auditRow, pair)
                        .filter(type -> type.as().equals(root))
                        .isPresent())
                .findFirst()
                .flatMap(pair -> typeOf(auditRow, pair).flatMap(type -> name(auditRow, type.table(), pair.idColumn())));
    }

    private Optional<EntityType> typeOf(Row auditRow, Entity entity) {
        return Optional.ofNullable(auditRow.value(entity.typeColumn())).map(type -> types.get(Text.of(type)));
    }

    private static Optional<RowName> name(Row auditRow, TableName table, String column) {
        return Key.of(auditRow, List.of(column)).map(key -> new RowName(table, key));
    }

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
