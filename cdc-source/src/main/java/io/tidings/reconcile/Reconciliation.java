package io.tidings.reconcile;

import io.tidings.contracts.plan.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
 * @param older how many of the missing have the id of an earlier row, which an event or a dead letter tells of
 * @param extra an event of an audit row that is not in the database: purged since, or never committed
 * @param deadLettered rejected, and no event since
 */
public record Reconciliation(
        int rows, int expected, List<Told> missing, int older, SortedSet<Told> extra, List<Told> deadLettered) {

    /** What Kafka has: events and dead letters of audit rows. */
    record Published(Set<Telling> events, Set<Telling> deadLetters) {}

    /**
     * Compares; what is extra by this has yet to be looked up in the whole table. Each row needs an event of its own,
     * which did not commit before the row was written: an earlier row with the same id may be gone, and its event is not.
     *
     * @param clockAhead how much later than its commit a row's own time can be
     */
    static Reconciliation of(
            Collection<Contract> contracts, List<AuditRow> rows, Published published, Duration clockAhead) {
        Tellings events = new Tellings(published.events(), clockAhead);
        Tellings deadLetters = new Tellings(published.deadLetters(), clockAhead);
        List<Told> missing = new ArrayList<>();
        List<Told> deadLettered = new ArrayList<>();
        int expected = 0;
        for (AuditRow row : latestFirst(rows)) {
            for (Contract contract : contracts) {
                if (contract.actions().contains(row.action())) {
                    expected++;
                    Told told = new Told(row.id(), contract.topic());
                    if (!events.take(told, row)) {
                        (deadLetters.take(told, row) ? deadLettered : missing).add(told);
                    }
                }
            }
        }
        int older = (int) missing.stream()
                .filter(told -> events.hasOlder(told) || deadLetters.hasOlder(told))
                .count();
        return new Reconciliation(
                rows.size(), expected, sorted(missing), older, extra(rows, published), sorted(deadLettered));
    }

    private static List<AuditRow> latestFirst(List<AuditRow> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((AuditRow row) -> row.written().orElse(Instant.MIN))
                        .reversed())
                .toList();
    }

    private static List<Told> sorted(List<Told> told) {
        return told.stream().sorted().toList();
    }

    private static SortedSet<Told> extra(List<AuditRow> rows, Published published) {
        Set<String> ids = rows.stream().map(AuditRow::id).collect(Collectors.toSet());
        return published.events().stream()
                .map(Telling::told)
                .filter(told -> !ids.contains(told.auditId()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> extraIds() {
        return extra.stream().map(Told::auditId).collect(Collectors.toSet());
    }

    /** The same without what is in the database after all. */
    Reconciliation without(Set<String> present) {
        SortedSet<Told> rest = new TreeSet<>(extra);
        rest.removeIf(told -> present.contains(told.auditId()));
        return new Reconciliation(rows, expected, missing, older, rest, deadLettered);
    }

    /** Whether nothing is missing. What is extra or rejected is told, and is no loss. */
    public boolean isComplete() {
        return missing.isEmpty();
    }
}
