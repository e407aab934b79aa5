package io.tidings.capture;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How far a capture is, for those who watch it. Written by the engine's thread, read by others. */
final class CaptureProgress {
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong lastCommitMillis = new AtomicLong();
    private final AtomicLong busySinceNanos = new AtomicLong();
    private final AtomicBoolean standsBy = new AtomicBoolean();

    private final Runnable goesOn;
    private volatile Optional<String> tablesProblem = Optional.empty();
    private volatile List<Gap> gaps = List.of();

    /**
     * Nothing is done yet.
     *
     * @param goesOn learns that something became durable
     */
    CaptureProgress(Runnable goesOn) {
        this.goesOn = goesOn;
    }

    /** A batch is durable. */
    void written(Iterable<EngineRecord> batch) {
        goesOn.run();
        for (EngineRecord record : batch) {
            if (record.belongsToTheLog()) {
                records.incrementAndGet();
            }
            if (record.kind() == EngineRecord.Kind.END) {
                transactions.incrementAndGet();
                lastCommitMillis.set(record.timestamp());
            }
        }
    }

    /** Why the captured tables are not as they must be, if so. */
    void tablesProblem(Optional<String> sentence) {
        tablesProblem = sentence;
    }

    /** Why the captured tables are not as they must be; empty when they are. */
    Optional<String> tablesProblem() {
        return tablesProblem;
    }

    /** The gaps that nobody has settled. */
    void gaps(List<Gap> unsettled) {
        gaps = unsettled;
    }

    /** The gaps that nobody has settled. */
    List<Gap> gaps() {
        return gaps;
    }

    void begins(long nanos) {
        busySinceNanos.set(nanos);
    }

    /** Nothing is being done, or it waits for something that may take as long as it likes. */
    void rests() {
        busySinceNanos.set(0);
    }

    void standsBy(boolean waits) {
        standsBy.set(waits);
    }

    /** Another capture has the slot, and this one waits. */
    boolean standsBy() {
        return standsBy.get();
    }

    /** Whether it has its turn and something has come since it started, which is after a first snapshot. */
    boolean captures() {
        return !standsBy() && lastCommitMillis() > 0;
    }

    /** For how long the same has been done, in nanoseconds; 0 at rest. */
    long busyNanos(long nowNanos) {
        long since = busySinceNanos.get();
        return since == 0 ? 0 : nowNanos - since;
    }

    /** Records of the log that this capture has written. */
    long records() {
        return records.get();
    }

    /** Whole transactions that this capture has written. */
    long transactions() {
        return transactions.get();
    }

    /** When the latest of them committed, milliseconds since the epoch; 0 before the first. */
    long lastCommitMillis() {
        return lastCommitMillis.get();
    }
}
