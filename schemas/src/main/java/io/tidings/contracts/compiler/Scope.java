package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contracts.ExcludedColumn;
import io.tidings.contracts.plan.Contracts.Lookup;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What paths can refer to; remembers which tables and look-ups they used. */
final class Scope {
    private final Catalog catalog;
    private final AuditTable audit;
    private final Set<ExcludedColumn> excluded;
    private final SortedMap<TableName, List<String>> used = new TreeMap<>();
    private final SortedMap<TableName, List<String>> keyless = new TreeMap<>();
    private final Set<Lookup> lookups = new LinkedHashSet<>();

    Scope(Catalog catalog, AuditTable audit, Set<ExcludedColumn> excluded) {
        this.catalog = catalog;
        this.audit = audit;
        this.excluded = excluded;
    }

    /** The table, without its excluded columns, and marked as one to capture; its rows have a primary key. */
    Table table(TableName name) throws Misfit {
        Table table = found(name);
        if (table.primaryKey().isEmpty()) {
            throw new Misfit("table " + name + " has no primary key, so no column tells its rows apart; give it one, or"
                    + " find its rows by <-");
        }
        return table;
    }

    private Table found(TableName name) throws Misfit {
        Table table = catalog.table(name)
                .orElseThrow(() -> new Misfit("the database has no table " + name
                        + "; correct the name, or write the catalog anew if the table is new"));
        used.put(name, table.primaryKey());
        if (table.primaryKey().isEmpty()) {
            keyless.put(name, List.copyOf(table.columns().keySet()));
        }
        for (String part : table.primaryKey()) {
            String type = PathCompiler.column(table, part).type();
            if (ColumnTypes.bare(type).equals("time with time zone")) {
                throw new Misfit("column " + part + " of the primary key of " + name + " is " + type
                        + ", whose values of one instant read alike; give the table another key");
            }
        }
        return withoutExcluded(table);
    }

    /**
     * A table whose rows the replica keeps, with a primary key or without: every captured one but the audit table, which
     * only grows.
     */
    Table kept(String written) throws Misfit {
        TableName name;
        try {
            name = TableName.parse(written, audit.table().schema());
        } catch (IllegalArgumentException e) {
            throw new Misfit(String.valueOf(e.getMessage()));
        }
        if (name.equals(audit.table())) {
            throw new Misfit("a path cannot lead to the audit table: its rows trigger events and are not kept");
        }
        return found(name);
    }

    private Table withoutExcluded(Table table) throws Misfit {
        Map<String, Column> columns = new LinkedHashMap<>(table.columns());
        for (ExcludedColumn column : excluded) {
            if (column.table().equals(table.name())) {
                columns.remove(column.column());
                if (table.primaryKey().contains(column.column())) {
                    throw new Misfit("source.yaml excludes " + column + ", which is part of the primary key");
                }
            }
        }
        return new Table(table.name(), table.primaryKey(), columns, table.references(), table.partitionedBy());
    }

    void lookUp(TableName table, String column) {
        lookups.add(new Lookup(table, column));
    }

    SortedMap<TableName, List<String>> used() {
        return used;
    }

    /** The columns of those that have no primary key. */
    SortedMap<TableName, List<String>> keyless() {
        return keyless;
    }

    Set<Lookup> lookups() {
        return lookups;
    }

    /** A path that does not fit the database; the message is the middle of a sentence. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message);
        }
    }
}
