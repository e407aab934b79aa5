package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.ChangeTrigger;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts.Watched;
import io.tidings.contracts.plan.Ordering;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the tables whose changes contracts answer, and the order of these changes within a transaction. */
record WatchedTables(Catalog catalog) {

    Map<TableName, Watched> of(List<Contract> contracts) {
        Map<TableName, Watched> watched = new HashMap<>();
        for (Contract contract : contracts) {
            for (ChangeTrigger change : contract.changes()) {
                catalog.table(change.table())
                        .ifPresent(table ->
                                watched.put(table.name(), new Watched(depth(table.name()), byPrimaryKey(table))));
            }
        }
        return watched;
    }

    /** The order of a table's rows; without primary key they differ in some column, or their order does not matter. */
    static List<Ordering> byPrimaryKey(Table table) {
        return table.columns().entrySet().stream()
                .filter(column ->
                        table.primaryKey().isEmpty() || table.primaryKey().contains(column.getKey()))
                .sorted((a, b) -> Integer.compare(
                        table.primaryKey().indexOf(a.getKey()),
                        table.primaryKey().indexOf(b.getKey())))
                .map(column -> Ordering.of(column.getKey(), column.getValue().type(), false))
                .toList();
    }

    /** How many foreign keys in a row lead away from the table at most; of those in a circle one does not count. */
    int depth(TableName table) {
        return depth(table, new HashSet<>());
    }

    private int depth(TableName table, Set<TableName> below) {
        if (!below.add(table)) {
            return -1;
        }
        int depth = catalog.table(table).stream()
                .flatMap(found -> found.parents().stream())
                .mapToInt(parent -> 1 + depth(parent, below))
                .max()
                .orElse(0);
        below.remove(table);
        return Math.max(depth, 0);
    }
}
