package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a path has come to, whatever the rows hold.
 *
 * @param rows the tables whose row it can stand on
 * @param values what it can have read; none while it stands on the row itself
 */
record Spot(Set<Origin> origins, SortedSet<TableName> rows, SortedSet<Reading> values, Set<Passage> passages) {

    static Spot at(Set<Origin> origins, Collection<TableName> rows) {
        return new Spot(origins, new TreeSet<>(rows), new TreeSet<>(), Set.of());
    }

    Spot standingOn(Collection<TableName> tables) {
        return new Spot(origins, new TreeSet<>(tables), new TreeSet<>(), passages);
    }

    Spot reading(Collection<Reading> read) {
        return new Spot(origins, rows, new TreeSet<>(read), passages);
    }

    Spot from(Collection<Origin> other) {
        return new Spot(new LinkedHashSet<>(other), rows, values, passages);
    }

    Spot passing(Collection<Passage> more) {
        Set<Passage> all = new LinkedHashSet<>(passages);
        all.addAll(more);
        return new Spot(origins, rows, values, all);
    }

    /** This alternative or the other. */
    Spot or(Spot other) {
        Set<Origin> either = new LinkedHashSet<>(origins);
        either.addAll(other.origins);
        SortedSet<TableName> tables = new TreeSet<>(rows);
        tables.addAll(other.rows);
        SortedSet<Reading> read = new TreeSet<>(values);
        read.addAll(other.values);
        return new Spot(either, tables, read, passages).passing(other.passages);
    }
}
