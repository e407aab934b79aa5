package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Watched;
import io.tidings.contracts.plan.Trigger.Changed;
import io.tidings.contracts.plan.Trigger.Kind;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a transaction made of the rows whose changes contracts answer: how each is after it, compared with how it was
 * before, whatever happened in between. Deletes come first, children before their parents; then inserts, parents before
 * their children; then updates. Rows of one table come in the order of their primary key.
 */
public final class RowChanges {
    private final Contracts contracts;
    private final Set<RowName> touched = new LinkedHashSet<>();

    /** Begins a transaction. */
    public RowChanges(Contracts contracts) {
        this.contracts = contracts;
    }

    /** Whether it matters what happens to rows of that table. */
    public boolean watches(TableName table) {
        return contracts.watched().containsKey(table);
    }

    /** The row was written; what came of it is looked at when all is applied. */
    public void touch(TableName table, Key key) {
        if (watches(table)) {
            touched.add(new RowName(table, key));
        }
    }

    /** Whether there is nothing to look at. */
    public boolean isEmpty() {
        return touched.isEmpty();
    }

    /** The changes that some contract answers, in their order. */
    public List<Changed> between(View before, View after, AuditTrail trail) {
        return touched.stream()
                .flatMap(row -> changed(row, before, after, trail))
                .filter(contracts::answer)
                .sorted(order())
                .toList();
    }

    private static Stream<Changed> changed(RowName name, View before, View after, AuditTrail trail) {
        Optional<Place> was = place(name, before);
        Optional<Place> is = place(name, after);
        boolean differ = was.isPresent() && is.isPresent()
                ? differ(was.get().row(), is.get().row())
                : was.isPresent() || is.isPresent();
        return differ ? Stream.of(new Changed(name, was, is, after, trail)) : Stream.empty();
    }

    /** A column that only the earlier row has is no difference: snapshots have generated columns, changes do not. */
    private static boolean differ(Row was, Row is) {
        return is.values().entrySet().stream()
                .anyMatch(column -> !Objects.equals(was.value(column.getKey()), column.getValue()));
    }

    private static Optional<Place> place(RowName name, View view) {
        return view.row(name.table(), name.key()).map(row -> new Place(row, view));
    }

    private Comparator<Changed> order() {
        return Comparator.comparing(Trigger.Changed::kind)
                .thenComparing(change -> {
                    int depth = watched(change).depth();
                    return change.kind() == Kind.DELETED ? -depth : depth;
                })
                .thenComparing(change -> change.row().table())
                .thenComparing((left, right) -> Ordering.all(watched(left).primaryKey())
                        .compare(left.place().row(), right.place().row()));
    }

    private Watched watched(Changed change) {
        Watched watched = contracts.watched().get(change.row().table());
        if (watched == null) {
            throw new IllegalStateException("Nothing watches " + change.row() + ".");
        }
        return watched;
    }
}
