package io.tidings.capture;

import io.tidings.kafka.PresentEnd;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the compacted topic of offsets as it stands: only what is committed. */
final class OffsetsTopic {

    private OffsetsTopic() {}

    /**
     * The newest value of each key. To be called when the predecessor has been fenced, so that nothing can follow.
     *
     * @throws TimeoutException when Kafka does not give everything in time
     */
    static Map<ByteBuffer, ByteBuffer> read(Map<String, Object> kafka, String topic) {
        Map<ByteBuffer, ByteBuffer> newest = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                PresentEnd.settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            PresentEnd.read(consumer, record -> {
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
