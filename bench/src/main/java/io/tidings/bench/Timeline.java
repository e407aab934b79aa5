package io.tidings.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** When each of the rows of one load was to commit, had committed, and was seen as an event; all by this process's clock. */
final class Timeline {
    private static final long NEVER = 0;

    private final AtomicLongArray due;
    private final AtomicLongArray committed;
    private final AtomicLongArray seen;
    private final AtomicInteger seenCount = new AtomicInteger();

    Timeline(int capacity) {
        due = new AtomicLongArray(capacity);
        committed = new AtomicLongArray(capacity);
        seen = new AtomicLongArray(capacity);
    }

    int capacity() {
        return committed.length();
    }

    void committed(int row, long dueNanos, long nanos) {
        due.set(row, dueNanos);
        committed.set(row, nanos);
    }

    /** An event that comes twice counts once. */
    void seen(int row, long nanos) {
        if (seen.compareAndSet(row, NEVER, nanos)) {
            seenCount.incrementAndGet();
        }
    }

    int seenCount() {
        return seenCount.get();
    }

    /** Milliseconds from the commit to the event, sorted, of some of the rows. */
    double[] latencies(int from, int to) {
        return millis(from, to, committed, seen);
    }

    /** Milliseconds from when a row was to be written to its commit, sorted. */
    double[] delays(int to) {
        return millis(0, to, due, committed);
    }

    private static double[] millis(int from, int to, AtomicLongArray begin, AtomicLongArray end) {
        double[] sorted = IntStream.range(from, to)
                .filter(row -> end.get(row) != NEVER)
                .mapToDouble(row -> (end.get(row) - begin.get(row)) / 1e6)
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Of sorted values the one below which that share of them is; not a number when there are none. */
    static double percentile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
