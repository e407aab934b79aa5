package io.tidings.capture;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the compacted topic of offsets as it stands: only what is committed. */
final class OffsetsTopic {

    private static final Duration READ_LIMIT = Duration.ofSeconds(20);

    private OffsetsTopic() {}

    /**
     * The newest value of each key. To be called when the predecessor has been fenced, so that nothing can follow.
     *
     * @throws TimeoutException when Kafka does not give everything in time
     */
    static Map<ByteBuffer, ByteBuffer> read(Map<String, Object> kafka, String topic) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Long end = consumer.endOffsets(List.of(partition), READ_LIMIT).get(partition);
            return readTo(end == null ? 0 : end, partition, consumer);
        }
    }

    private static Map<ByteBuffer, ByteBuffer> readTo(
            long end, TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        Map<ByteBuffer, ByteBuffer> newest = new HashMap<>();
        long deadline = System.nanoTime() + READ_LIMIT.toNanos();
        while (consumer.position(partition, READ_LIMIT) < end) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the topic " + partition.topic() + " could not be read to its end");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                if (record.value() == null) {
                    newest.remove(ByteBuffer.wrap(record.key()));
                } else {
                    newest.put(ByteBuffer.wrap(record.key()), ByteBuffer.wrap(record.value()));
                }
            });
        }
        return newest;
    }
}
