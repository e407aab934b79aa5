package io.tidings.reconcile;

import io.tidings.contracts.plan.Contract;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Audit rows of which something is missing.
 *
 * @param ids of those of which nothing was told, neither an event nor a dead letter, though contracts name their action
 * @param partly ids of those of which something was told and something else is missing
 * @param missing the events of the first
 */
public record Untold(SortedSet<String> ids, SortedSet<String> partly, SortedSet<Told> missing) {

    /**
     * Tells them apart.
     *
     * @param actions the action of each audit row by its id
     */
    static Untold of(Collection<Contract> contracts, Map<String, String> actions, Reconciliation compared) {
        Map<String, Integer> lacking = new TreeMap<>();
        compared.missing().forEach(told -> lacking.merge(told.auditId(), 1, Integer::sum));
        SortedSet<String> ids = new TreeSet<>();
        SortedSet<String> partly = new TreeSet<>();
        lacking.forEach((id, events) -> {
            long expected = contracts.stream()
                    .filter(contract -> contract.actions().contains(actions.get(id)))
                    .count();
            (events == expected ? ids : partly).add(id);
        });
        SortedSet<Told> missing = new TreeSet<>(compared.missing());
        missing.removeIf(told -> !ids.contains(told.auditId()));
        return new Untold(ids, partly, missing);
    }

    /** These and others. */
    public Untold and(Untold others) {
        SortedSet<String> allIds = new TreeSet<>(ids);
        allIds.addAll(others.ids);
        SortedSet<String> allPartly = new TreeSet<>(partly);
        allPartly.addAll(others.partly);
        allPartly.removeAll(allIds);
        SortedSet<Told> allMissing = new TreeSet<>(missing);
        allMissing.addAll(others.missing);
        return new Untold(allIds, allPartly, allMissing);
    }
}
