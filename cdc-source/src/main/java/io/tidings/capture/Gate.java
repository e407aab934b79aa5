package io.tidings.capture;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Holds back what commits after a table snapshot until the snapshot stands in the log, so that there it stands exactly
 * between what it contains and what it does not. Closed before the snapshot's slot is made: whatever END is let through
 * until then is before the slot's point.
 */
final class Gate {

    private static final long NOTHING = 0;
    private static final long EVERYTHING = Long.MAX_VALUE;

    private long limit = EVERYTHING;
    private long waiting;

    /** Whether the END at the position may be written without waiting. */
    synchronized boolean admits(long position) {
        return position <= limit;
    }

    /** Waits until the END at the position may be written; everything before it must be durable. */
    synchronized void pass(long position) throws InterruptedException {
        waiting = position;
        notifyAll();
        while (position > limit) {
            wait();
        }
        waiting = 0;
    }

    /** Holds back every END from now on. */
    synchronized void close() {
        limit = NOTHING;
    }

    /** Lets through what the snapshot at the position contains. */
    synchronized void openUpTo(long position) {
        limit = position;
        notifyAll();
    }

    /** Waits until all that may be written is durable, which an END that has to wait shows. */
    synchronized void awaitAllBefore(Duration patience) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (waiting <= limit) {
            long rest = deadline - System.nanoTime();
            if (rest <= 0) {
                throw new TimeoutException("the stream of changes has not reached the snapshot's position within "
                        + patience.toSeconds() + " s");
            }
            wait(rest / 1_000_000 + 1);
        }
    }

    /** Lets everything through again. */
    synchronized void open() {
        limit = EVERYTHING;
        notifyAll();
    }
}
