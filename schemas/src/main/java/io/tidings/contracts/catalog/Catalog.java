package io.tidings.contracts.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables of a source database that contracts may refer to.
 *
 * @param tables by name, sorted
 */
public record Catalog(SortedMap<TableName, Table> tables) {

    /** A catalog of the given tables. */
    public static Catalog of(Map<TableName, Table> tables) {
        return new Catalog(new TreeMap<>(tables));
    }

    /** The table of that name, if the database has it. */
    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }
}
