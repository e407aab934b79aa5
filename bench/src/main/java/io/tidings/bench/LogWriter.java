package io.tidings.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records as fast as it goes; that all are there is said by {@link #flush()}. */
final class LogWriter implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long count;
    private long bytes;

    LogWriter(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void write(ProducerRecord<String, byte[]> record) {
        count++;
        bytes += record.value().length;
        producer.send(record, (metadata, thrown) -> {
            if (thrown != null) {
                failure.set(thrown);
            }
        });
    }

    void flush() throws ExecutionException {
        producer.flush();
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new ExecutionException("The log could not be written.", thrown);
        }
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        producer.close();
    }
}
