package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The roots at which an event's paths begin, as one of its triggers gives them: an audit row gives those of {@code
 * source.yaml}, a change gives the changed row, and the other only if its transaction has an audit row.
 *
 * @param changed the tables whose changes the event answers
 * @param change which change; empty for an audit row
 * @param only the one root that can be used; all when empty
 */
record RootScope(Scope scope, AuditTable audit, List<Table> changed, Optional<Change> change, Optional<String> only) {

    /** What triggers the event. */
    record Change(Trigger.Kind kind, TableName table) {}

    static RootScope audited(Scope scope, AuditTable audit, List<Table> changed) {
        return new RootScope(scope, audit, changed, Optional.empty(), Optional.empty());
    }

    RootScope changed(Change by) {
        return new RootScope(scope, audit, changed, Optional.of(by), only);
    }

    /** The same with one root, for a path that is followed at other events too. */
    RootScope only(String root) {
        return new RootScope(scope, audit, changed, change, Optional.of(root));
    }

    /** The rows that a root can be, and whether it can be none. */
    Position root(String name) throws Misfit {
        if (only.isPresent() && !only.get().equals(name)) {
            throw new Misfit(
                    "a path that begins at " + only.get() + "@previous can refer to no other root, such as " + name);
        }
        boolean isChanged = name.equals(AuditTable.CHANGED) || name.equals(AuditTable.BEFORE);
        if (isChanged && !changed.isEmpty()) {
            return Position.atRow(changed, !gives(name));
        }
        List<Table> rows = new ArrayList<>();
        for (TableName table : tables(name)) {
            rows.add(scope.table(table));
        }
        if (rows.isEmpty()) {
            throw new Misfit("there is no root " + name + "; the roots are " + roots());
        }
        return Position.atRow(rows, change.isPresent() && !isTypeOfChanged(name));
    }

    private boolean gives(String changedOrBefore) {
        return change.filter(by -> by.kind() != Trigger.Kind.INSERTED || changedOrBefore.equals(AuditTable.CHANGED))
                .isPresent();
    }

    private boolean isTypeOfChanged(String name) {
        return change.filter(by -> audit.types().values().stream()
                        .anyMatch(type -> type.as().equals(name) && type.table().equals(by.table())))
                .isPresent();
    }

    private List<TableName> tables(String name) {
        if (name.equals(AuditTable.ROOT)) {
            return List.of(audit.table());
        }
        AuditTable.Reference reference = audit.references().get(name);
        if (reference != null) {
            return List.of(reference.table());
        }
        boolean anyType = audit.entities().containsKey(name);
        return audit.types().values().stream()
                .filter(type -> anyType || type.as().equals(name))
                .map(AuditTable.EntityType::table)
                .distinct()
                .toList();
    }

    private String roots() {
        Stream<String> ofChanges = changed.isEmpty() ? Stream.of() : Stream.of(AuditTable.CHANGED, AuditTable.BEFORE);
        return String.join(
                ", ",
                Stream.of(
                                Stream.of(AuditTable.ROOT),
                                audit.references().keySet().stream(),
                                audit.entities().keySet().stream(),
                                audit.types().values().stream().map(AuditTable.EntityType::as),
                                ofChanges)
                        .flatMap(names -> names)
                        .distinct()
                        .toList());
    }
}
