package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The roots of one audit row, each resolved at most once. */
final class Roots {
    private final AuditTable audit;
    private final Place auditRow;
    private final Map<String, Optional<Place>> resolved = new HashMap<>();

    Roots(AuditTable audit, Row auditRow, View view) {
        this.audit = audit;
        this.auditRow = new Place(auditRow, view);
    }

    /** The row behind a root, as it is now or, when it is gone, as it was just before it went. */
    Optional<Place> root(String name) {
        return resolved.computeIfAbsent(name, this::resolve);
    }

    private Optional<Place> resolve(String name) {
        if (name.equals(AuditTable.ROOT)) {
            return Optional.of(auditRow);
        }
        AuditTable.Reference reference = audit.references().get(name);
        if (reference != null) {
            return place(reference.table(), reference.column());
        }
        AuditTable.Entity entity = audit.entities().get(name);
        if (entity != null) {
            return Optional.ofNullable(typeOf(entity)).flatMap(type -> place(type.table(), entity.idColumn()));
        }
        return typed(name);
    }

    private Optional<Place> typed(String name) {
        for (AuditTable.Entity entity : audit.entities().values()) {
            AuditTable.EntityType type = typeOf(entity);
            if (type != null && type.as().equals(name)) {
                return place(type.table(), entity.idColumn());
            }
        }
        return Optional.empty();
    }

    private AuditTable.@Nullable EntityType typeOf(AuditTable.Entity entity) {
        Object type = auditRow.row().value(entity.typeColumn());
        return type == null ? null : audit.types().get(Text.of(type));
    }

    private Optional<Place> place(TableName table, String column) {
        Object id = auditRow.row().value(column);
        if (id == null) {
            return Optional.empty();
        }
        Key key = Key.of(Text.of(id));
        View view = auditRow.view();
        return view.row(table, key).map(row -> new Place(row, view)).or(() -> view.lastSeen(table, key));
    }
}
