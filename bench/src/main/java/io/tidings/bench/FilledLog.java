package io.tidings.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

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
        try (LogWriter writer = new LogWriter(kafka)) {
            ShopLog log = new ShopLog(size, json -> writer.write(new ProducerRecord<>(topic, 0, ShopLog.SOURCE, json)));
            log.snapshot();
            long snapshotEnd = writer.count();
            log.transactions();
            writer.flush();
            System.err.printf("%s: %,d records, %,d MB%n", topic, writer.count(), writer.bytes() / 1_000_000);
            return new FilledLog(topic, snapshotEnd, writer.count());
        }
    }
}
