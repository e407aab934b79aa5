package io.tidings.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Events, or dead letters, that no audit row has been found for yet. Rows are to come latest first: an id can be used again,
 * and what committed before a row was written tells of an earlier one.
 */
final class Tellings {
    private final Map<Told, Queue<Instant>> latestFirst = new HashMap<>();
    private final Duration clockAhead;

    /**
     * Collects them.
     *
     * @param clockAhead how much later than its commit a row's own time can be
     */
    Tellings(Collection<Telling> tellings, Duration clockAhead) {
        this.clockAhead = clockAhead;
        tellings.forEach(telling -> latestFirst
                .computeIfAbsent(telling.told(), told -> new PriorityQueue<>(Comparator.reverseOrder()))
                .add(telling.committed()));
    }

    /** Whether one tells of the row; it tells of no other then. */
    boolean take(Told told, AuditRow row) {
        Queue<Instant> committed = latestFirst.get(told);
        Instant latest = committed == null ? null : committed.peek();
        if (committed == null
                || latest == null
                || row.written()
                        .filter(written -> latest.plus(clockAhead).isBefore(written))
                        .isPresent()) {
            return false;
        }
        committed.remove();
        return true;
    }

    /** Whether one is left that has the row's id and tells of an earlier row. */
    boolean hasOlder(Told told) {
        Queue<Instant> committed = latestFirst.get(told);
        return committed != null && !committed.isEmpty();
    }
}
