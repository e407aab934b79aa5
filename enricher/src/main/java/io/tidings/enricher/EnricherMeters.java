package io.tidings.enricher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.TracerProvider;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.enricher.Departures.Departure;
import io.tidings.enricher.Departures.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the enricher has published, counted when readers can see it. The latency is from the commit in the database to the
 * commit in Kafka, by two clocks.
 */
final class EnricherMeters {
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** An application can write any text as an action; what comes after so many counts together. */
    private static final int MOST_ACTIONS = 100;

    private final MeterRegistry registry;
    private final Clock clock;
    private final TransactionSpans spans;
    private final Departures departures;
    private final Runnable progress;
    private final Set<String> actions = ConcurrentHashMap.newKeySet();
    private final Map<String, Timer> latencies = new ConcurrentHashMap<>();
    private final AtomicLong deadLetters = new AtomicLong();
    private final Map<String, TaskMeters> tasks = new ConcurrentHashMap<>();

    EnricherMeters(MeterRegistry registry, Clock clock) {
        this(registry, clock, new TransactionSpans(TracerProvider.noop().get(""), clock), () -> {});
    }

    /**
     * The same with traces.
     *
     * @param progress learns that a database transaction was published
     */
    EnricherMeters(MeterRegistry registry, Clock clock, TransactionSpans spans, Runnable progress) {
        this.progress = progress;
        this.registry = registry;
        this.clock = clock;
        this.spans = spans;
        this.departures = new Departures(this::departed, spans);
    }

    /** Where the topology says what leaves. */
    Departures departures() {
        return departures;
    }

    /** The meters of a task that this instance has from now on. */
    TaskMeters task(String task) {
        TaskMeters meters = new TaskMeters(registry, task, () -> tasks.remove(task));
        tasks.put(task, meters);
        return meters;
    }

    /** When the transaction that each task applied last committed; 0 when it has applied none. */
    Map<String, Long> appliedMillis() {
        Map<String, Long> applied = new HashMap<>();
        tasks.forEach((task, meters) -> applied.put(task, meters.appliedMillis()));
        return applied;
    }

    /** How many dead letters there were, unreadable records among them. */
    long deadLetters() {
        return deadLetters.get();
    }

    void event(Contract contract, AuditTable audit, Occurrence occurrence) {
        departures.add(new Departure(Kind.EVENT, contract.topic(), "", occurrence.millis()));
        spans.event(audit, occurrence);
    }

    void rejected(Outcome.Rejected rejected, AuditTable audit, Occurrence occurrence) {
        spans.deadLetter(audit, occurrence);
        String field = rejected.reasons().get(0).field().replaceAll("\\[\\d+]", "[]");
        departures.add(new Departure(Kind.DEAD_LETTER, rejected.contract().topic(), field, 0));
    }

    void redriven(Contract contract) {
        departures.add(new Departure(Kind.REDRIVEN, contract.topic(), "", 0));
    }

    void unreadable() {
        departures.add(new Departure(Kind.UNREADABLE, "", "", 0));
    }

    void unmapped(String action) {
        departures.add(new Departure(Kind.UNMAPPED, action, "", 0));
    }

    void transaction() {
        departures.add(new Departure(Kind.TRANSACTION, "", "", 0));
    }

    private void departed(Departure departure, int count) {
        switch (departure.kind()) {
            case EVENT -> {
                Duration latency = Duration.ofMillis(Math.max(0, clock.millis() - departure.commitMillis()));
                Timer timer = latencies.computeIfAbsent(departure.name(), this::latency);
                for (int event = 0; event < count; event++) {
                    timer.record(latency);
                }
            }
            case DEAD_LETTER -> {
                deadLetters.addAndGet(count);
                counter(
                                "tidings.dead.letters",
                                "Events that their contract rejected, by the field of the first reason.")
                        .tag("event", departure.name())
                        .tag("field", departure.detail())
                        .register(registry)
                        .increment(count);
            }
            case REDRIVEN ->
                counter("tidings.redriven.events", "Rejected events that were evaluated again and are events now.")
                        .tag("event", departure.name())
                        .register(registry)
                        .increment(count);
            case UNREADABLE -> {
                deadLetters.addAndGet(count);
                counter("tidings.unreadable.records", "Records of the log that could not be read, now dead letters.")
                        .register(registry)
                        .increment(count);
            }
            case UNMAPPED ->
                counter("tidings.unmapped.actions", "Audit rows whose action no contract names.")
                        .tag("action", known(departure.name()))
                        .register(registry)
                        .increment(count);
            case TRANSACTION -> {
                progress.run();
                counter("tidings.enricher.transactions", "Database transactions applied.")
                        .register(registry)
                        .increment(count);
            }
        }
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }

    private String known(String action) {
        return actions.contains(action) || (actions.size() < MOST_ACTIONS && actions.add(action)) ? action : "other";
    }

    private Timer latency(String topic) {
        return Timer.builder("tidings.event.latency")
                .description("From the commit in the database until readers see the event.")
                .tag("event", topic)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry);
    }
}
