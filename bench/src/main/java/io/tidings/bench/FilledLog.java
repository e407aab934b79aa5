package io.tidings.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A log of changes that is whole before anybody reads it.
 *
 * @param snapshotEnd the offset behind the snapshot
 * @param end the offset behind the last transaction
 */
record FilledLog(String topic, long snapshotEnd, long end) {

    static FilledLog fill(Map<String, Object> kafka, String topic, ShopLog.Size size)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic(topic, 1, (short) 1).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                    .all()
                    .get();
        }
        try (Writing writing = new Writing(kafka, topic)) {
            ShopLog log = new ShopLog(size, writing::write);
            log.snapshot();
            long snapshotEnd = writing.count;
            log.transactions();
            writing.flush();
            System.err.printf("%s: %,d records, %,d MB%n", topic, writing.count, writing.bytes / 1_000_000);
            return new FilledLog(topic, snapshotEnd, writing.count);
        }
    }

    private static final class Writing implements AutoCloseable {
        private final Producer<String, byte[]> producer;
        private final String topic;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private long count;
        private long bytes;

        Writing(Map<String, Object> kafka, String topic) {
            this.topic = topic;
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
            this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }

        void write(byte[] value) {
            count++;
            bytes += value.length;
            producer.send(new ProducerRecord<>(topic, 0, ShopLog.SOURCE, value), (metadata, thrown) -> {
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

        @Override
        public void close() {
            producer.close();
        }
    }
}
