package io.tidings.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A log of changes that is whole before anybody reads it: as many sources as it has partitions, which differ in their names.
 *
 * @param snapshotEnd the offset behind the snapshot, in each partition
 * @param end the offset behind the last transaction, in each partition
 */
record FilledLog(String topic, int sources, long snapshotEnd, long end) {

    static FilledLog fill(Map<String, Object> kafka, String topic, ShopLog.Size size)
            throws ExecutionException, InterruptedException {
        return fill(kafka, topic, size, 1);
    }

    /** With so many sources, each of that size. */
    static FilledLog fill(Map<String, Object> kafka, String topic, ShopLog.Size size, int sources)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(sources), Optional.empty())
                            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                    .all()
                    .get();
        }
        try (LogWriter writer = new LogWriter(kafka)) {
            long snapshotEnd = 0;
            long end = 0;
            for (int source = 0; source < sources; source++) {
                TopicPartition partition = new TopicPartition(topic, source);
                long begun = writer.count();
                ShopLog log = new ShopLog(size, json -> writer.write(record(partition, json)));
                log.snapshot();
                snapshotEnd = writer.count() - begun;
                log.transactions();
                end = writer.count() - begun;
            }
            writer.flush();
            System.err.printf("%s: %,d records, %,d MB%n", topic, writer.count(), writer.bytes() / 1_000_000);
            return new FilledLog(topic, sources, snapshotEnd, end);
        }
    }

    private static ProducerRecord<String, byte[]> record(TopicPartition partition, byte[] json) {
        return new ProducerRecord<>(partition.topic(), partition.partition(), source(partition.partition()), json);
    }

    /** The name of the source with that number; each has the partition of its number. */
    static String source(int number) {
        return ShopLog.SOURCE + (number == 0 ? "" : number);
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, sources)
                .mapToObj(source -> new TopicPartition(topic, source))
                .toList();
    }

    /** Which share of the transactions lies behind these offsets, the sum over all partitions. */
    double shareBehind(long offsets) {
        return (double) (sources * end - offsets) / (sources * (end - snapshotEnd));
    }
}
