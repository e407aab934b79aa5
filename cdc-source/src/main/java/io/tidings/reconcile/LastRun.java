package io.tidings.reconcile;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** What came of the latest comparison, for those who watch it. Written by the schedule's thread, read by others. */
final class LastRun {
    private final AtomicLong failures = new AtomicLong();
    private volatile Optional<Figures> figures = Optional.empty();

    private record Figures(int rows, int missing, int deadLettered, int extra, Instant at) {}

    void succeeded(Reconciliation result, Instant at) {
        figures = Optional.of(new Figures(
                result.rows(),
                result.missing().size(),
                result.deadLettered().size(),
                result.extra().size(),
                at));
    }

    void failed() {
        failures.incrementAndGet();
    }

    void bindTo(MeterRegistry metrics, Duration every) {
        gauge(metrics, "tidings.reconcile.rows", "Audit rows that the latest run compared.", Figures::rows);
        gauge(
                metrics,
                "tidings.reconcile.missing",
                "Events that neither are in Kafka nor were rejected.",
                Figures::missing);
        gauge(metrics, "tidings.reconcile.dead.lettered", "Events that were rejected.", Figures::deadLettered);
        gauge(metrics, "tidings.reconcile.extra", "Events whose audit row is not in the database.", Figures::extra);
        Gauge.builder(
                        "tidings.reconcile.last.success.timestamp",
                        this,
                        it -> it.figures
                                .map(run -> run.at().toEpochMilli() / 1000.0)
                                .orElse(0.0))
                .description("When the latest run succeeded; 0 before the first since the start.")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("tidings.reconcile.every", every, it -> it.toMillis() / 1000.0)
                .description("How long after a run the next one begins.")
                .baseUnit("seconds")
                .register(metrics);
        FunctionCounter.builder("tidings.reconcile.failures", failures, AtomicLong::get)
                .description("Runs that could not compare.")
                .register(metrics);
    }

    /** Not a number before the first run. */
    private void gauge(MeterRegistry metrics, String name, String description, ToDoubleFunction<Figures> value) {
        Gauge.builder(name, this, it -> it.figures.map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .register(metrics);
    }
}
