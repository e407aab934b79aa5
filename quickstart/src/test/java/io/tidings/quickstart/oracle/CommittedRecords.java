package io.tidings.quickstart.oracle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of some topics up to where each ended when this was opened, partition by partition. */
public final class CommittedRecords implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final List<Partition> partitions = new ArrayList<>();

    /** Opens all partitions of the topics. */
    public CommittedRecords(String bootstrapServers, Collection<String> topics) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = topics.stream()
                .sorted()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        all.forEach(partition -> partitions.add(new Partition(partition, ends.getOrDefault(partition, 0L))));
    }

    private static final class Partition {
        private final TopicPartition id;
        private final long end;
        private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

        private Partition(TopicPartition id, long end) {
            this.id = id;
            this.end = end;
        }
    }

    /** How many partitions there are; they are numbered in the order of their topics' names. */
    public int partitions() {
        return partitions.size();
    }

    /** Takes the next record of a partition; empty at its end. */
    public Optional<ConsumerRecord<byte[], byte[]>> next(int number) {
        Partition partition = partitions.get(number);
        while (partition.fetched.isEmpty() && consumer.position(partition.id) < partition.end) {
            fetch();
        }
        return Optional.ofNullable(partition.fetched.poll());
    }

    /** Only for partitions of which nothing is left, so that memory holds a fetch of each. */
    private void fetch() {
        for (Partition partition : partitions) {
            if (partition.fetched.isEmpty()) {
                consumer.resume(List.of(partition.id));
            } else {
                consumer.pause(List.of(partition.id));
            }
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        for (Partition partition : partitions) {
            records.records(partition.id).stream()
                    .filter(record -> record.offset() < partition.end)
                    .forEach(partition.fetched::add);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
