package io.tidings.enricher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** By how much a count has grown within a period, as far as it was looked at. */
final class RecentCount {
    private final Duration period;
    private final Deque<Seen> seen = new ArrayDeque<>();

    private record Seen(long millis, long count) {}

    RecentCount(Duration period) {
        this.period = period;
    }

    long since(long count, long nowMillis) {
        seen.addLast(new Seen(nowMillis, count));
        while (seen.getFirst().millis() < nowMillis - period.toMillis()) {
            seen.removeFirst();
        }
        return count - seen.getFirst().count();
    }
}
