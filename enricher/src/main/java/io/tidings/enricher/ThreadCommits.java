package io.tidings.enricher;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What one thread of Kafka Streams has read of the log, and when it commits. Only that thread uses it. */
final class ThreadCommits {
    private final CommitPace pace;
    private final LongSupplier nanos;
    private final Map<Integer, Offsets> partitions = new HashMap<>();
    private boolean moreInTheLog;
    private boolean asked;
    private boolean committing;
    private long begun;

    /** The last offsets of a partition, as far as this thread has them. */
    private static final class Offsets {
        private long polled = -1;
        private long processed = -1;
    }

    ThreadCommits(CommitPace pace, LongSupplier nanos) {
        this.pace = pace;
        this.nanos = nanos;
    }

    /** Records of a partition have come, up to that offset. */
    void polled(int partition, long offset) {
        partitions.computeIfAbsent(partition, number -> new Offsets()).polled = offset;
    }

    /**
     * The log was asked for records.
     *
     * @param assigned the partitions that this thread has
     * @param more whether they have more records than have come
     */
    void asked(Collection<Integer> assigned, boolean more) {
        partitions.keySet().retainAll(assigned);
        moreInTheLog = more;
    }

    /** A record is processed. */
    void processed(int partition, long offset) {
        partitions.computeIfAbsent(partition, number -> new Offsets()).processed = offset;
        pace.processed();
    }

    /** Whether a commit is to be asked for, of all tasks of the thread. */
    boolean isDue() {
        return pace.isDue(nanos.getAsLong(), moreInTheLog || !allIsProcessed());
    }

    private boolean allIsProcessed() {
        for (Offsets offsets : partitions.values()) {
            if (offsets.processed < offsets.polled) {
                return false;
            }
        }
        return true;
    }

    /** A commit is asked for. */
    void ask() {
        asked = true;
    }

    /** What was written is sent off; that is a commit's beginning, if one was asked for. */
    void flushes() {
        if (asked) {
            begins();
        }
    }

    /** A commit begins, if it has not before. */
    void begins() {
        if (!committing) {
            committing = true;
            begun = nanos.getAsLong();
        }
    }

    void committed() {
        long now = nanos.getAsLong();
        pace.committed(committing ? begun : now, now);
        committing = false;
        asked = false;
    }

    void aborted() {
        pace.aborted();
        committing = false;
        asked = false;
    }
}
