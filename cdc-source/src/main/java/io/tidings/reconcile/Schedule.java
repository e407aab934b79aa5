package io.tidings.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Refusal;
import io.tidings.service.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares again and again beside a capture, in a thread of its own, and shows what came of it. A run that fails is told
 * and counted, and has no other consequence.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How long what is committed may take to become events. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Comparing comparing;
    private final Times times;
    private final BooleanSupplier captures;
    private final Clock clock;
    private final LastRun last = new LastRun();
    private final Rounds rounds = Rounds.inThread("reconcile");
    private long nextNanos = System.nanoTime();

    /**
     * When to compare what.
     *
     * @param every how long after a run the next one begins; zero for never
     * @param window of which time until now the audit rows are compared
     */
    public record Times(Duration every, Duration window) {

        /**
         * As configured.
         *
         * @throws Refusal when the column is not named that the window needs
         */
        public static Times of(Configuration configuration) {
            Times times = new Times(
                    configuration.duration(Setting.RECONCILE_EVERY), configuration.duration(Setting.RECONCILE_WINDOW));
            if (times.compares()
                    && configuration.text(Setting.RECONCILE_TIME_COLUMN).isEmpty()) {
                throw new Refusal("Which audit rows are from the last " + configuration.text(Setting.RECONCILE_WINDOW)
                        + " is not known: reconcile.every needs the column with their time, reconcile.time-column.");
            }
            return times;
        }

        boolean compares() {
            return !every.isZero();
        }
    }

    private Schedule(Comparing comparing, Times times, BooleanSupplier captures, Clock clock) {
        this.comparing = comparing;
        this.times = times;
        this.captures = captures;
        this.clock = clock;
    }

    /**
     * Begins, with the first run as soon as the capture captures.
     *
     * @param captures whether it does: while it waits for its turn or takes its first snapshot there is nothing to compare
     */
    public static Schedule start(Comparing comparing, Times times, BooleanSupplier captures, MeterRegistry metrics) {
        Schedule schedule = new Schedule(comparing, times, captures, Clock.systemUTC());
        if (times.compares()) {
            schedule.last.bindTo(metrics, times.every());
            schedule.rounds.every(LOOK_AGAIN, schedule::runWhenDue);
        }
        return schedule;
    }

    private void runWhenDue() {
        if (captures.getAsBoolean() && System.nanoTime() - nextNanos >= 0) {
            run();
            nextNanos = System.nanoTime() + times.every().toNanos();
        }
    }

    private void run() {
        try {
            Reconciliation result = comparing.compareSince(clock.instant().minus(times.window()), LIMIT);
            last.succeeded(result, clock.instant());
            tell(result);
        } catch (RuntimeException e) {
            if (!rounds.isClosed()) {
                last.failed();
                LOG.atWarn()
                        .addKeyValue("reason", String.valueOf(e.getMessage()))
                        .setCause(e instanceof Refusal ? null : e)
                        .log("Audit rows and events could not be compared");
            }
        }
    }

    private static void tell(Reconciliation result) {
        (result.isComplete() ? LOG.atInfo() : LOG.atError())
                .addKeyValue("rows", result.rows())
                .addKeyValue("missing", result.missing().size())
                .addKeyValue("deadLettered", result.deadLettered().size())
                .addKeyValue("extra", result.extra().size())
                .log(
                        result.isComplete()
                                ? "No event is missing"
                                : "Events are missing, ./tidings reconcile names them");
    }

    /** Begins no other run; one that is under way is left alone and ends with the process. */
    @Override
    public void close() {
        rounds.close();
    }
}
