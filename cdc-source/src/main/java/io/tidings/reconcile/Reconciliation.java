package io.tidings.reconcile;

import io.tidings.contracts.plan.Contract;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a comparison of audit rows with what was told of them gives.
 *
 * @param rows how many audit rows were compared
 * @param expected how many events their actions ask for
 * @param missing neither event nor dead letter
 * @param extra an event of an audit row that is not in the database: purged since, or never committed
 * @param deadLettered rejected, and no event since
 */
public record Reconciliation(
        int rows, int expected, SortedSet<Told> missing, SortedSet<Told> extra, SortedSet<Told> deadLettered) {

    /** What Kafka has: events and dead letters of audit rows. */
    record Published(Set<Told> events, Set<Told> deadLetters) {}

    /**
     * Compares; what is extra by this has yet to be looked up in the whole table.
     *
     * @param actions the action of each audit row by its id
     */
    static Reconciliation of(Collection<Contract> contracts, Map<String, String> actions, Published published) {
        Set<Told> expected = actions.entrySet().stream()
                .flatMap(row -> contracts.stream()
                        .filter(contract -> contract.actions().contains(row.getValue()))
                        .map(contract -> new Told(row.getKey(), contract.topic())))
                .collect(Collectors.toSet());
        SortedSet<Told> missing = new TreeSet<>(expected);
        missing.removeAll(published.events());
        SortedSet<Told> deadLettered = new TreeSet<>(missing);
        deadLettered.retainAll(published.deadLetters());
        missing.removeAll(deadLettered);
        SortedSet<Told> extra = new TreeSet<>(published.events());
        extra.removeIf(told -> actions.containsKey(told.auditId()));
        return new Reconciliation(actions.size(), expected.size(), missing, extra, deadLettered);
    }

    Set<String> extraIds() {
        return extra.stream().map(Told::auditId).collect(Collectors.toSet());
    }

    /** The same without what is in the database after all. */
    Reconciliation without(Set<String> present) {
        SortedSet<Told> rest = new TreeSet<>(extra);
        rest.removeIf(told -> present.contains(told.auditId()));
        return new Reconciliation(rows, expected, missing, rest, deadLettered);
    }

    /** Whether nothing is missing. What is extra or rejected is told, and is no loss. */
    public boolean isComplete() {
        return missing.isEmpty();
    }
}
