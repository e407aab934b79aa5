package com.example.consumer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Events of several topics, sorted by {@code ce_sequence}. Each waits for the others of its time as long as the hold, and
 * less when too many wait; one that comes later still is handled then, out of order. Without a hold nothing waits, and
 * events of one key are in order all the same, because they are in one partition.
 */
final class Sorted implements ConsumerRebalanceListener {
    private final Duration hold;
    private final int limit;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparing(Waiting::sequence));

    private record Waiting(String sequence, long since, ConsumerRecord<String, GenericRecord> record) {}

    Sorted(Duration hold, int limit) {
        this.hold = hold;
        this.limit = limit;
    }

    void add(ConsumerRecord<String, GenericRecord> record) {
        String sequence = new String(record.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8);
        waiting.add(new Waiting(sequence, System.nanoTime(), record));
    }

    /** What waits comes again, to whoever has the partition then. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        waiting.removeIf(held -> partitions.contains(partition(held.record())));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Those whose time has come, in order. */
    List<ConsumerRecord<String, GenericRecord>> due() {
        List<ConsumerRecord<String, GenericRecord>> due = new ArrayList<>();
        long now = System.nanoTime();
        while (!waiting.isEmpty()
                && (waiting.size() > limit || now - waiting.peek().since() >= hold.toNanos())) {
            due.add(waiting.remove().record());
        }
        return due;
    }

    /** How far each partition is handled: up to the first event that waits, or all that was polled. */
    Map<TopicPartition, OffsetAndMetadata> handled(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long first = waiting.stream()
                    .map(Waiting::record)
                    .filter(record -> partition(record).equals(partition))
                    .mapToLong(ConsumerRecord::offset)
                    .min()
                    .orElseGet(() -> consumer.position(partition));
            handled.put(partition, new OffsetAndMetadata(first));
        }
        return handled;
    }
}
