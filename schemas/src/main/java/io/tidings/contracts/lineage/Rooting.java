package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.ChangeTrigger;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the tables behind the roots of a contract, and the columns of the audit table that say which row a root is. */
record Rooting(Contract contract, Contracts contracts) {

    Spot root(String name) {
        Set<TableName> tables = tables(name);
        return Spot.at(Set.of(new Origin(name, Origin.Manner.NOW)), tables)
                .passing(naming(name).map(this::ofAudit).toList())
                .passing(tables.stream()
                        .filter(table -> naming(name).findAny().isPresent())
                        .flatMap(table -> key(table).map(column -> new Passage(column, Use.ROOT)))
                        .toList());
    }

    /** The columns that tell a table's rows apart. */
    Stream<ColumnName> key(TableName table) {
        return contracts.primaryKeys().getOrDefault(table, List.of()).stream()
                .map(column -> new ColumnName(table, column));
    }

    private Passage ofAudit(String column) {
        return new Passage(new ColumnName(audit().table(), column), Use.ROOT);
    }

    private AuditTable audit() {
        return contracts.audit();
    }

    private Set<TableName> tables(String name) {
        Set<TableName> tables = new TreeSet<>();
        if (name.equals(AuditTable.CHANGED) || name.equals(AuditTable.BEFORE)) {
            contract.changes().stream().map(ChangeTrigger::table).forEach(tables::add);
        } else if (name.equals(AuditTable.ROOT)) {
            tables.add(audit().table());
        } else if (audit().references().containsKey(name)) {
            tables.add(audit().references().get(name).table());
        } else {
            boolean anyType = audit().entities().containsKey(name);
            audit().types().values().stream()
                    .filter(type -> anyType || type.as().equals(name))
                    .forEach(type -> tables.add(type.table()));
        }
        return tables;
    }

    /** A reference is one column; an entity two; a type is looked for in all entities. */
    private Stream<String> naming(String name) {
        AuditTable.Reference reference = audit().references().get(name);
        if (reference != null) {
            return Stream.of(reference.column());
        }
        boolean typed =
                audit().types().values().stream().anyMatch(type -> type.as().equals(name));
        return audit().entities().entrySet().stream()
                .filter(entity -> typed || entity.getKey().equals(name))
                .flatMap(entity -> Stream.of(
                        entity.getValue().typeColumn(), entity.getValue().idColumn()));
    }
}
