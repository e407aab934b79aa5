package io.tidings.enricher;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients that Kafka Streams takes by itself, with a producer that tells when a transaction has ended, and a consumer of
 * the log that tells how far it has read.
 */
record ObservedClients(Departures departures, Commits commits, GroupPlace place) implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new ObservedProducer(config, departures, commits);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new ObservedConsumer(config, commits, place);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    private static final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> {
        private final Commits commits;
        private final GroupPlace place;
        private String memberId = "";

        ObservedConsumer(Map<String, Object> config, Commits commits, GroupPlace place) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.commits = commits;
            this.place = place;
        }

        /** Kafka Streams does so when somebody has ended its transaction, as who takes its place does, and joins again. */
        @Override
        public void unsubscribe() {
            memberId = groupMetadata().memberId();
            super.unsubscribe();
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            String before = memberId;
            if (!before.isEmpty()) {
                groupMetadata().groupInstanceId().ifPresent(instance -> place.requireOurs(instance, before));
            }
            super.subscribe(topics, listener);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            ThreadCommits thread = commits.ofThread();
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> come = records.records(partition);
                thread.polled(partition.partition(), come.get(come.size() - 1).offset());
            }
            Set<TopicPartition> assigned = assignment();
            thread.asked(
                    assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet()),
                    assigned.stream()
                            .anyMatch(partition -> currentLag(partition).orElse(0) > 0));
            return records;
        }
    }

    private static final class ObservedProducer extends KafkaProducer<byte[], byte[]> {
        private final Departures departures;
        private final Commits commits;

        ObservedProducer(Map<String, Object> config, Departures departures, Commits commits) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.departures = departures;
            this.commits = commits;
        }

        /** A producer that takes the place of another has nothing to tell of what that one left. */
        @Override
        public void initTransactions() {
            departures.aborted();
            commits.ofThread().aborted();
            super.initTransactions();
        }

        @Override
        public void flush() {
            commits.ofThread().flushes();
            super.flush();
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            commits.ofThread().begins();
            super.sendOffsetsToTransaction(offsets, group);
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            departures.committed();
            commits.ofThread().committed();
        }

        @Override
        public void abortTransaction() {
            departures.aborted();
            commits.ofThread().aborted();
            super.abortTransaction();
        }
    }
}
