package io.tidings.enricher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tidings.service.Check;
import io.tidings.service.Look;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/**
 * Whether an instance is near the end of what it reads of the log. The metric is of the whole log, which all instances see
 * alike; the check is of the instance's own tasks. What is not known is not a number and does not pass.
 */
final class LagLook implements Look, AutoCloseable {
    private static final String NAME = "lag";

    private final Enricher enricher;
    private final LogLag log;
    private final Duration limit;
    private final Clock clock;
    private final MultiGauge gauge;
    private Map<String, Double> shown = new TreeMap<>();

    /**
     * Prepares to look.
     *
     * @param limit how long ago what was applied last may have committed while records wait
     */
    LagLook(Enricher enricher, LogLag log, Duration limit, Clock clock, MeterRegistry registry) {
        this.enricher = enricher;
        this.log = log;
        this.limit = limit;
        this.clock = clock;
        this.gauge = MultiGauge.builder("tidings.enricher.lag")
                .description("Records of the log that are still to be applied, by the task that does it.")
                .baseUnit("records")
                .register(registry);
    }

    @Override
    public List<Check> checks() throws InterruptedException {
        try {
            SortedMap<String, Long> records = log.records();
            Map<String, Double> known = new TreeMap<>();
            records.forEach((task, count) -> known.put(task, count.doubleValue()));
            show(known);
            return List.of(check(records, enricher.appliedMillis(), limit, clock.millis()));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            shown.replaceAll((task, count) -> Double.NaN);
            show(shown);
            return List.of(Check.fails(
                    NAME,
                    "How much of the log is still to be applied is not known: Kafka does not say how far it is read and how"
                            + " far it goes; see the check kafka."));
        }
    }

    private void show(Map<String, Double> now) {
        shown = now;
        gauge.register(
                now.entrySet().stream()
                        .map(task -> MultiGauge.Row.of(Tags.of("task", task.getKey()), task.getValue()))
                        .toList(),
                true);
    }

    /**
     * What is so.
     *
     * @param records that are still to be applied, by task
     * @param applied when the transaction that each of this instance's tasks applied last committed; 0 before the first
     * @param now milliseconds since the epoch
     */
    static Check check(Map<String, Long> records, Map<String, Long> applied, Duration limit, long now) {
        Map<String, Long> waiting = new HashMap<>(records);
        waiting.keySet().retainAll(applied.keySet());
        waiting.values().removeIf(count -> count == 0);
        if (applied.isEmpty()) {
            return Check.passes(NAME, "It has no part of the log to apply.");
        }
        if (waiting.isEmpty()) {
            return Check.passes(NAME, "Everything in the log is applied.");
        }
        String most = "at most "
                + waiting.values().stream().mapToLong(Long::longValue).sum()
                + " records of the log are still to be applied";
        long last = waiting.keySet().stream()
                .mapToLong(task -> Optional.ofNullable(applied.get(task)).orElse(0L))
                .min()
                .orElse(0);
        if (last == 0) {
            return Check.fails(NAME, "Since the start no transaction is applied, and " + most + ".");
        }
        Duration behind = Duration.ofMillis(Math.max(0, now - last));
        String sentence = "What was applied last committed " + behind.toSeconds() + " s ago, and " + most + ".";
        return behind.compareTo(limit) > 0 ? Check.fails(NAME, sentence) : Check.passes(NAME, sentence);
    }

    @Override
    public void close() {
        log.close();
    }
}
