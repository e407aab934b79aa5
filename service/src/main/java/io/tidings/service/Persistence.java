package io.tidings.service;

import io.tidings.problem.Outage;
import io.tidings.problem.UnexpectedFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tries the same again through outages of any length: after pauses that double from half a second to ten seconds, each with a
 * jitter of a third. The log has one line when an outage begins, one a minute while it lasts, and one when it is over.
 */
public final class Persistence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final int MOST_UNEXPECTED = 5;
    private static final double JITTER = 1 / 3.0;

    private final String who;
    private final RandomGenerator random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger unexpected = new AtomicInteger();
    private final AtomicReference<@Nullable Spell> outage = new AtomicReference<>();

    /** Something that is tried; it throws an {@link Outage} to be tried again. */
    @FunctionalInterface
    public interface Attempt {
        void make() throws InterruptedException;
    }

    /** An outage while it lasts, with the time of its first and its latest line. */
    private record Spell(String sentence, long begunNanos, long toldNanos, int attempts) {
        long seconds(long nanos) {
            return TimeUnit.NANOSECONDS.toSeconds(nanos - begunNanos);
        }
    }

    /**
     * Prepares to try.
     *
     * @param who tries, as the log names it
     */
    public Persistence(String who) {
        this(who, RandomGenerator.getDefault());
    }

    Persistence(String who, RandomGenerator random) {
        this.who = who;
        this.random = random;
    }

    /**
     * Makes attempts until one returns or this is closed. An unexpected failure is tried again as well, but comes out when five
     * attempts in a row have had one; whatever else an attempt throws comes out at once.
     */
    public void keepTrying(Attempt attempt) throws InterruptedException {
        while (!isClosed()) {
            try {
                attempt.make();
                return;
            } catch (Outage e) {
                unexpected.set(0);
                pauseAfter(e);
            } catch (UnexpectedFailure e) {
                if (unexpected.incrementAndGet() >= MOST_UNEXPECTED) {
                    throw e;
                }
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(RuntimeException failure) throws InterruptedException {
        if (!isClosed()) {
            begins(failure);
            closed.await(pause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Notes an outage that shows elsewhere than in an attempt, until {@link #succeeded()} ends it; to be called as often as one
     * likes while it lasts.
     */
    public void notices(Outage outage) {
        begins(outage);
    }

    private synchronized void begins(RuntimeException e) {
        long now = System.nanoTime();
        String sentence = String.valueOf(e.getMessage());
        Spell before = outage.get();
        if (before == null) {
            outage.set(new Spell(sentence, now, now, 1));
            line(sentence).log("Waiting for what is away; nothing is lost");
        } else {
            boolean due = now - before.toldNanos() >= BETWEEN_LINES.toNanos();
            outage.set(new Spell(sentence, before.begunNanos(), due ? now : before.toldNanos(), before.attempts() + 1));
            if (due) {
                line(sentence).addKeyValue("seconds", before.seconds(now)).log("Still waiting for what is away");
            }
        }
        LOG.debug("The attempt failed", e);
    }

    private LoggingEventBuilder line(String sentence) {
        return LOG.atWarn().addKeyValue("who", who).addKeyValue("reason", sentence);
    }

    private Duration pause() {
        Spell now = outage.get();
        int doublings = Math.min(now == null ? 0 : now.attempts() - 1, 10);
        long millis = Math.min(FIRST_PAUSE.toMillis() << doublings, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis((long) (millis * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }

    /** Work is being done again, so that what was unexpected is over too; to be called as often as one likes. */
    public void progressed() {
        succeeded();
        if (unexpected.get() != 0) {
            unexpected.set(0);
        }
    }

    /** What was away is there again; to be called as often as one likes. */
    public void succeeded() {
        if (outage.get() == null) {
            return;
        }
        Spell over = outage.getAndSet(null);
        if (over != null) {
            LOG.atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("seconds", over.seconds(System.nanoTime()))
                    .addKeyValue("attempts", over.attempts())
                    .log("The outage is over");
        }
    }

    /** What is waited for, as a sentence; nothing when no outage is known. */
    public Optional<String> waitsFor() {
        return Optional.ofNullable(outage.get()).map(Spell::sentence);
    }

    /** Whether no further attempt is made. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Makes no further attempt and ends a pause; an attempt under way is left alone. */
    @Override
    public void close() {
        closed.countDown();
    }
}
