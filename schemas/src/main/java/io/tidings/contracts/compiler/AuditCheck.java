package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.problem.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Checks what {@code source.yaml} says against the catalog. */
final class AuditCheck {
    private final SourceDescription description;
    private final Catalog catalog;
    private final Scope scope;
    private final Problems problems;

    AuditCheck(SourceDescription description, Catalog catalog, Scope scope, Problems problems) {
        this.description = description;
        this.catalog = catalog;
        this.scope = scope;
        this.problems = problems;
    }

    void check() {
        AuditTable audit = description.audit();
        Optional<Table> table = table("table", audit.table());
        table.ifPresent(rows -> columns(rows, audit));
        audit.references().values().forEach(reference -> target("references", reference.table()));
        audit.types().values().forEach(type -> target("types", type.table()));
        excluded();
    }

    private void columns(Table table, AuditTable audit) {
        column(table, "id", audit.id());
        unique(table, audit.id());
        column(table, "action", audit.action());
        audit.traceparent().ifPresent(column -> column(table, "traceparent", column));
        audit.references().values().forEach(reference -> {
            column(table, "references", reference.column());
            pointsTo(table, "references", reference.column(), reference.table());
        });
        audit.entities().values().forEach(entity -> {
            column(table, "entities", entity.typeColumn());
            column(table, "entities", entity.idColumn());
            audit.types().values().stream()
                    .map(AuditTable.EntityType::table)
                    .distinct()
                    .forEach(target -> pointsTo(table, "entities", entity.idColumn(), target));
        });
    }

    /** A value that PostgreSQL takes for a row's key must read like it. */
    private void pointsTo(Table table, String key, String column, TableName target) {
        Column from = table.columns().get(column);
        Table pointed = catalog.table(target).orElse(null);
        if (from == null || pointed == null || pointed.primaryKey().size() != 1) {
            return;
        }
        String keyColumn = pointed.primaryKey().get(0);
        String to = Objects.requireNonNull(pointed.columns().get(keyColumn)).type();
        boolean exact = ColumnTypes.findable(from.type()) && ColumnTypes.findable(to);
        if (!exact || !ColumnTypes.sameText(from.type(), to)) {
            problem(
                    key,
                    table.name() + "." + column + " is " + from.type() + " and the primary key " + target + "."
                            + keyColumn + " is " + to + ", so equal values can read differently and the row would not"
                            + " be found; give both columns one type whose equal values read alike.");
        }
    }

    /**
     * An id leads to one audit row. PostgreSQL cannot promise that of a partitioned table, whose keys must have the columns
     * of the partitions, too; its id is unique beside these. A catalog need not say which they are: times are taken for some.
     */
    private void unique(Table table, String id) {
        Column column = table.columns().get(id);
        if (column == null || column.unique()) {
            return;
        }
        List<String> others = table.primaryKey().stream()
                .filter(part -> !table.partitionedBy().contains(part) && !isTime(table, part))
                .toList();
        if (table.primaryKey().contains(id) && Set.of(id).containsAll(others)) {
            return;
        }
        problem(
                "id",
                table.name() + "." + id
                        + " is not unique, so several audit rows can have one id; name a column that is,"
                        + " or give this one a unique constraint, then run `./tidings contracts catalog`. In a"
                        + " partitioned table a primary key of " + id + " and the partitions' columns will do.");
    }

    private static boolean isTime(Table table, String column) {
        String type = Objects.requireNonNull(table.columns().get(column)).type();
        return type.startsWith("timestamp") || type.equals("date");
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
    private void excluded() {
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
