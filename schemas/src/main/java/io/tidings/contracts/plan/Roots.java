package io.tidings.contracts.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The roots of one trigger, each resolved at most once. */
final class Roots {
    private final Function<String, Optional<Rooted>> resolve;
    private final Map<String, Optional<Rooted>> resolved = new HashMap<>();

    private Roots(Function<String, Optional<Rooted>> resolve) {
        this.resolve = resolve;
    }

    /**
     * The row behind a root.
     *
     * @param place the row as it is or, when it is gone, as it was just before it went; empty when that is forgotten
     * @param gone whether it is there no more
     * @param doubt why it cannot be read at all; then there is no place either
     */
    record Rooted(RowName name, Optional<Place> place, boolean gone, Optional<String> doubt) {
        Rooted(RowName name, Optional<Place> place, boolean gone) {
            this(name, place, gone, Optional.empty());
        }
    }

    static Roots of(AuditTable audit, Trigger trigger) {
        return new Roots(name -> trigger instanceof Trigger.Changed change
                ? changed(audit, change, name).or(() -> audited(audit, change, name))
                : audited(audit, trigger, name));
    }

    /** No root but one. */
    static Roots only(String name, Rooted row) {
        return new Roots(asked -> Optional.of(row).filter(unused -> asked.equals(name)));
    }

    static Roots none() {
        return new Roots(asked -> Optional.empty());
    }

    /** Empty when the trigger has no such row, or when the row it names was never there. */
    Optional<Rooted> root(String name) {
        return resolved.computeIfAbsent(name, resolve);
    }

    private static Optional<Rooted> changed(AuditTable audit, Trigger.Changed change, String name) {
        boolean gone = change.after().isEmpty();
        if (name.equals(AuditTable.BEFORE)) {
            return change.before().map(row -> new Rooted(change.row(), Optional.of(row), gone));
        }
        boolean typed = audit.types().values().stream()
                .anyMatch(type -> type.as().equals(name)
                        && type.table().equals(change.row().table()));
        return name.equals(AuditTable.CHANGED) || typed
                ? Optional.of(new Rooted(change.row(), Optional.of(change.place()), gone))
                : Optional.empty();
    }

    private static Optional<Rooted> audited(AuditTable audit, Trigger trigger, String name) {
        return trigger.auditRow()
                .flatMap(row -> name.equals(AuditTable.ROOT)
                        ? Key.of(row, List.of(audit.id()))
                                .map(id -> new Rooted(
                                        new RowName(audit.table(), id),
                                        Optional.of(new Place(row, trigger.view())),
                                        false))
                        : audit.named(row, name).flatMap(named -> find(named, trigger.view())));
    }

    private static Optional<Rooted> find(RowName name, View now) {
        Optional<String> doubt = now.doubt(name.table());
        if (doubt.isPresent()) {
            return Optional.of(new Rooted(name, Optional.empty(), false, doubt));
        }
        return now.row(name.table(), name.key())
                .map(row -> new Rooted(name, Optional.of(new Place(row, now)), false))
                .or(() -> findGone(name, now));
    }

    /** The row as it was just before it went, in the view of that moment. */
    private static Optional<Rooted> findGone(RowName name, View now) {
        Trace.Earlier at = new Trace.Earlier.Moment(now);
        while (at instanceof Trace.Earlier.Moment moment) {
            View view = moment.view();
            Trace trace = view.trace();
            Optional<Row> row = trace.row(name.table(), name.key());
            if (row.isPresent()) {
                return Optional.of(new Rooted(name, row.map(there -> new Place(there, view)), true));
            }
            at = trace.before();
        }
        return at instanceof Trace.Earlier.Forgotten
                ? Optional.of(new Rooted(name, Optional.empty(), true))
                : Optional.empty();
    }
}
