package io.tidings.enricher;

import io.tidings.kafka.KafkaLimits;
import io.tidings.kafka.LazyAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;

/**
 * How much of the log an enricher has still to apply, all its instances together: from what they have committed to what is
 * committed in the log. Kafka itself is asked, so that it is true whatever an instance does, or does not.
 */
final class LogLag implements AutoCloseable {
    /** Of one call; long enough to ask another broker when one does not answer. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final LazyAdmin lazy;
    private final String topic;
    private final String group;

    /** Connects when first asked. */
    LogLag(EnricherSettings settings) {
        this.lazy = new LazyAdmin(KafkaLimits.within(settings.kafka(), LIMIT));
        this.topic = settings.topics().changes();
        this.group = settings.applicationId();
    }

    /**
     * The records of each partition, which has the name of the task that reads it. The ends of Kafka's transactions in the log
     * count among them: there may be fewer, and there are none if it says so.
     */
    SortedMap<String, Long> records() throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = lazy.get();
        List<TopicPartition> partitions = get(
                        admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .stream()
                .flatMap(described -> described.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        // In this order: what is committed in between can only make it less.
        Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> done = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        committed.forEach((partition, position) -> done.put(partition, position.offset()));
        SortedMap<String, Long> records = new TreeMap<>();
        ends.forEach((partition, end) ->
                records.put(task(partition.partition()), Math.max(0, end - done.getOrDefault(partition, 0L))));
        return records;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, ListOffsetsResultInfo> answer = get(admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, at) -> offsets.put(partition, at.offset()));
        return offsets;
    }

    private static <T> T get(KafkaFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As Kafka Streams calls the task of a partition: there is one topology, and it has one part. */
    private static String task(int partition) {
        return new TaskId(0, partition).toString();
    }

    @Override
    public void close() {
        lazy.close();
    }
}
