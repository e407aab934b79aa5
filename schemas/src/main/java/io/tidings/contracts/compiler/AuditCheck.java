package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.problem.Problems;
import java.util.Optional;

/** Checks what {@code source.yaml} says against the catalog. */
final class AuditCheck {
    private final SourceDescription description;
    private final Scope scope;
    private final Problems problems;

    AuditCheck(SourceDescription description, Scope scope, Problems problems) {
        this.description = description;
        this.scope = scope;
        this.problems = problems;
    }

    void check(Catalog catalog) {
        AuditTable audit = description.audit();
        Optional<Table> table = table("table", audit.table());
        table.ifPresent(rows -> columns(rows, audit));
        audit.references().values().forEach(reference -> target("references", reference.table()));
        audit.types().values().forEach(type -> target("types", type.table()));
        excluded(catalog);
    }

    private void columns(Table table, AuditTable audit) {
        column(table, "id", audit.id());
        column(table, "action", audit.action());
        audit.references().values().forEach(reference -> column(table, "references", reference.column()));
        audit.entities().values().forEach(entity -> {
            column(table, "entities", entity.typeColumn());
            column(table, "entities", entity.idColumn());
        });
    }

    private void column(Table table, String key, String column) {
        if (!table.columns().containsKey(column)) {
            problem(key, table.name() + " has no column " + column + ".");
        }
    }

    private void target(String key, TableName name) {
        table(key, name)
                .filter(table -> table.primaryKey().size() > 1)
                .ifPresent(table -> problem(
                        key,
                        table.name() + " has a primary key of several columns; one column of the audit table"
                                + " cannot point to it."));
    }

    private Optional<Table> table(String key, TableName name) {
        try {
            return Optional.of(scope.table(name));
        } catch (Misfit e) {
            problem(key, e.getMessage() + ".");
            return Optional.empty();
        }
    }

    /** A name that excludes nothing is a slip, and what it should have kept in the database would leave it. */
    private void excluded(Catalog catalog) {
        description.excluded().forEach((column, line) -> {
            boolean known = catalog.table(column.table())
                    .filter(table -> table.columns().containsKey(column.column()))
                    .isPresent();
            if (!known) {
                problems.add(
                        SourceDescription.FILE,
                        line,
                        "`exclude` names " + column
                                + ", which the database does not have; correct it or leave it out.");
            }
        });
    }

    private void problem(String key, String sentence) {
        problems.add(SourceDescription.FILE, description.lines().line(key), sentence);
    }
}
