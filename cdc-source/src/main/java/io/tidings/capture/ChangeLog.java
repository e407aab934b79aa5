package io.tidings.capture;

import io.tidings.kafka.KafkaLimits;
import io.tidings.kafka.TopicKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of changes: records and offsets of a batch are in Kafka together or not at all. Opening it fences every
 * earlier writer of the same source.
 */
final class ChangeLog implements AutoCloseable {

    /** The largest record, as JSON: a row and what it replaces. */
    static final int RECORD_LIMIT_BYTES = TopicKind.LOG.recordLimitBytes();

    private final Producer<byte[], byte[]> producer;
    private final TopicSettings topics;
    private final byte[] key;

    private ChangeLog(Producer<byte[], byte[]> producer, String source, TopicSettings topics) {
        this.producer = producer;
        this.topics = topics;
        this.key = source.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Opens the log for one source and fences its earlier writers.
     *
     * @throws KafkaException when Kafka does not answer in time
     */
    static ChangeLog open(CaptureSettings settings) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                producerSettings(settings.source(), settings.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new ChangeLog(producer, settings.source(), settings.topics());
    }

    static Map<String, Object> producerSettings(String source, Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                RECORD_LIMIT_BYTES,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L * 1024 * 1024,
                // A frozen broker is given up early, so that its successor is found while the call still waits.
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                KafkaLimits.REQUEST_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                60_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                45_000));
        settings.putAll(kafka);
        // The promise hangs on these; they are not for configuration.
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tidings-capture-" + source);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /** Writes one batch and waits until it is durable. */
    synchronized void write(List<LogRecord> records, Map<ByteBuffer, ByteBuffer> offsets) {
        producer.beginTransaction();
        try {
            records.forEach(this::append);
            offsets.forEach(this::append);
            producer.commitTransaction();
        } catch (KafkaException e) {
            abort(e);
            throw e;
        }
    }

    private void append(LogRecord record) {
        producer.send(new ProducerRecord<>(
                topics.changes(), topics.partition(), record.timestamp(), key, record.value(), record.headers()));
    }

    private void append(ByteBuffer offsetKey, ByteBuffer offset) {
        // What is empty is forgotten: a tombstone.
        byte @Nullable [] value = offset.hasRemaining() ? bytes(offset) : null;
        producer.send(new ProducerRecord<>(topics.offsets(), 0, bytes(offsetKey), value));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    // An abort that fails changes nothing: the next writer of this source aborts what is open.
    private void abort(KafkaException reason) {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
