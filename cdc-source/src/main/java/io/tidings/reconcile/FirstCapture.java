package io.tidings.reconcile;

import io.tidings.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When a log of changes began: audit rows from before are in its first snapshot, and have no events. */
final class FirstCapture {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final TopicPartition changes;

    FirstCapture(Map<String, Object> kafka, TopicPartition changes) {
        this.kafka = kafka;
        this.changes = changes;
    }

    /**
     * The time of the log's first record.
     *
     * @return empty when the log does not have it any more, so that it is as long ago as the log is kept
     * @throws KafkaException when Kafka does not answer
     */
    Optional<Instant> began() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(changes));
            consumer.seekToBeginning(List.of(changes));
            if (consumer.position(changes) > 0) {
                return Optional.empty();
            }
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(Instant.ofEpochMilli(record.timestamp()));
                }
            }
            throw new Refusal(
                    "Partition " + changes.partition() + " of " + changes.topic() + " gave no record within "
                            + LIMIT.toSeconds()
                            + " s, so when the log began is not known. If it is empty, the capture has not"
                            + " written yet; else check topics.changes and capture.partition. The next comparison looks again.");
        }
    }
}
