package io.tidings.enricher;

import java.time.Duration;

/**
 * Decides when a thread commits: soon while nothing more waits to be read, so that events are seen soon; rarely while
 * something does, so that the thread reads. Every pause begins where the last commit ended, and grows with what that commit
 * took: commits that take long come more rarely, and cannot be what they are waiting for. Knows neither Kafka nor a clock;
 * moments are those of {@link System#nanoTime}.
 */
final class CommitPace {
    /** How many intervals pass between two commits while something waits to be read. */
    static final int RARER_WHEN_BUSY = 5;

    /** How many times as long as a commit took nothing is committed while something waits: commits take a quarter at most. */
    static final int PAUSES_PER_COMMIT = 3;

    private final long interval;
    private final long longest;
    private long ended;
    private long took;
    private boolean uncommitted;

    /**
     * Begins.
     *
     * @param interval between a commit and the next while nothing waits to be read
     * @param longest after which a commit is due whatever waits
     */
    CommitPace(Duration interval, Duration longest, long now) {
        this.interval = interval.toNanos();
        this.longest = longest.toNanos();
        this.ended = now;
    }

    /** There is something to commit. */
    void processed() {
        uncommitted = true;
    }

    /** A commit of all that was processed has ended. */
    void committed(long begun, long now) {
        took = now - begun;
        ended = now;
        uncommitted = false;
    }

    /** What was processed is given up; it will be read again. */
    void aborted() {
        uncommitted = false;
    }

    /** Whether a commit is due now; what waits to be read is a question of its own. */
    boolean isDue(long now, boolean waiting) {
        return uncommitted && now - ended >= (waiting ? pauseWhenBusy() : interval);
    }

    private long pauseWhenBusy() {
        return Math.min(longest, Math.max(RARER_WHEN_BUSY * interval, PAUSES_PER_COMMIT * took));
    }
}
