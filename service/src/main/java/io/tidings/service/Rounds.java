package io.tidings.service;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again in threads of its own, which do not keep the JVM alive. A round that throws is told, and the
 * next one comes all the same.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final ScheduledThreadPoolExecutor clock;

    private Rounds(String name, int threads) {
        clock = new ScheduledThreadPoolExecutor(
                threads,
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                // Closed before it has begun.
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** One round at a time, in a thread of that name. */
    public static Rounds inThread(String name) {
        return new Rounds(name, 1);
    }

    /** As many rounds at a time as there are threads. */
    static Rounds inThreads(String name, int threads) {
        return new Rounds(name, threads);
    }

    /** Goes round from now on, with the pause between the end of a round and the next; nothing happens when it is closed. */
    public void every(Duration pause, Runnable work) {
        clock.scheduleWithFixedDelay(() -> round(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void round(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("thread", Thread.currentThread().getName())
                    .setCause(e)
                    .log("A round failed that should not; the next one follows");
        }
    }

    /** Whether no further round begins. */
    public boolean isClosed() {
        return clock.isShutdown();
    }

    /** Waits until the last round has ended; false when that takes longer than the limit. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return clock.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what is under way, and begins no further round. */
    public void interrupt() {
        clock.shutdownNow();
    }

    /** Begins no further round; one that is under way is left alone. */
    @Override
    public void close() {
        clock.shutdown();
    }
}
