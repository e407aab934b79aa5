package io.tidings.enricher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.enricher.replica.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one task keeps and how far it is, while this instance has the task. */
final class TaskMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final String task;
    private final Runnable closed;
    private final List<Meter> meters = new ArrayList<>();
    private volatile Replica.Size size = new Replica.Size(0, 0, 0);
    private volatile long forgottenBeforeMillis;
    private volatile long buffered;
    private volatile long appliedMillis;

    TaskMeters(MeterRegistry registry, String task, Runnable closed) {
        this.registry = registry;
        this.task = task;
        this.closed = closed;
        gauge("tidings.store.rows", "Current rows of the captured tables.", it -> it.size.rows());
        gauge(
                "tidings.store.ended",
                "Versions of rows, and entries of looked-up values, that have ended and can still be read.",
                it -> it.size.ended());
        gauge("tidings.store.forgotten", "Marks that something is forgotten.", it -> it.size.forgotten());
        gauge(
                "tidings.store.forgotten.before",
                "seconds",
                "What ended before this moment is forgotten; 0 until the first transaction after a start.",
                it -> it.forgottenBeforeMillis / 1000.0);
        gauge("tidings.transaction.buffered", "Changes of the transaction that is being collected.", it -> it.buffered);
        gauge(
                "tidings.enricher.last.commit.timestamp",
                "seconds",
                "When the latest applied transaction committed in the database; 0 before the first since the start.",
                it -> it.appliedMillis / 1000.0);
    }

    private void gauge(String name, String description, ToDoubleFunction<TaskMeters> value) {
        gauge(name, "", description, value);
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<TaskMeters> value) {
        Gauge.Builder<TaskMeters> gauge =
                Gauge.builder(name, this, value).description(description).tag("task", task);
        meters.add((unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry));
    }

    void keeps(Replica.Size now, long forgottenBefore) {
        size = now;
        forgottenBeforeMillis = forgottenBefore;
    }

    void applied(long commitMillis) {
        appliedMillis = commitMillis;
    }

    long appliedMillis() {
        return appliedMillis;
    }

    void buffers(long changes) {
        buffered = changes;
    }

    /** Another instance may have the task from now on. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
        closed.run();
    }
}
