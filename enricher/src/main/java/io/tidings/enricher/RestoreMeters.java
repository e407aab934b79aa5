package io.tidings.enricher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How much of the state is still to be read from Kafka before the enricher goes on. */
final class RestoreMeters implements StateRestoreListener {
    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();

    RestoreMeters(MeterRegistry registry) {
        Gauge.builder("tidings.restore.remaining", this, RestoreMeters::remaining)
                .description("Records of the changelogs that are still to be restored.")
                .baseUnit("records")
                .register(registry);
    }

    long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same for each changelog that is being restored. */
    Map<TopicPartition, Long> remainingOfEach() {
        return Map.copyOf(remaining);
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long first, long end) {
        remaining.put(partition, Math.max(0, end - first));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long last, long count) {
        remaining.computeIfPresent(partition, (key, before) -> Math.max(0, before - count));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        remaining.remove(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long total) {
        remaining.remove(partition);
    }
}
