package io.tidings.enricher;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When the threads of an enricher commit, each by itself. Kafka's clients tell it what has come and what is committed, the
 * topology what is processed: all of a thread's tasks, and its clients, meet in its {@link ThreadCommits}.
 */
final class Commits {
    private final Duration interval;
    private final ThreadLocal<ThreadCommits> threads;

    /**
     * Prepares for any number of threads.
     *
     * @param interval between two commits while nothing waits to be read
     * @param longest between two commits, whatever waits
     */
    Commits(Duration interval, Duration longest) {
        this(interval, longest, System::nanoTime);
    }

    /** The same by another clock. */
    Commits(Duration interval, Duration longest, LongSupplier nanos) {
        this.interval = interval;
        this.threads = ThreadLocal.withInitial(
                () -> new ThreadCommits(new CommitPace(interval, longest, nanos.getAsLong()), nanos));
    }

    /** Those of the thread that asks. */
    ThreadCommits ofThread() {
        return threads.get();
    }

    Duration interval() {
        return interval;
    }
}
