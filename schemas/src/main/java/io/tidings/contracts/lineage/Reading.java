package io.tidings.contracts.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A value that a field shows.
 *
 * @param members of the json object in the column, each in the one before; none when it is the column's own value
 */
public record Reading(ColumnName column, List<String> members) implements Comparable<Reading> {
    private static final Comparator<Reading> ORDER =
            Comparator.comparing(Reading::column).thenComparing(Reading::path);

    public Reading {
        members = List.copyOf(members);
    }

    Reading member(String name) {
        List<String> deeper = new ArrayList<>(members);
        deeper.add(name);
        return new Reading(column, deeper);
    }

    private String path() {
        return members.isEmpty() ? "" : "/" + String.join("/", members);
    }

    @Override
    public int compareTo(Reading other) {
        return ORDER.compare(this, other);
    }

    /** As text, for example {@code books.details/pages}; the table without its schema when that is the given one. */
    public String in(String schema) {
        return column.in(schema) + path();
    }

    @Override
    public String toString() {
        return column + path();
    }
}
