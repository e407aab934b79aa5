package io.tidings.bench;

import io.tidings.capture.EngineSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What PostgreSQL decodes and what Kafka takes when nothing is done with it. */
final class RawLimits {
    private static final String SLOT = "raw";
    private static final String TOPIC = "raw";

    private final Scene.Surroundings surroundings;
    private final ShopDatabase shop;
    private final int rows;

    RawLimits(Scene.Surroundings surroundings, ShopDatabase shop, int rows) {
        this.surroundings = surroundings;
        this.shop = shop;
        this.rows = rows;
    }

    void measure(int repetitions, Report<EndToEnd> report)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(surroundings.kafka())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        List<byte[]> records = records();
        Optional<ReplicationClient> client = ReplicationClient.installed();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            if (client.isPresent()) {
                EndToEndCommand.tell("pg_recvlogical", EndToEnd.rate(decoded(client.get())), report);
            }
            EndToEndCommand.tell("plain producer, records of the log", EndToEnd.rate(produced(records)), report);
        }
    }

    private double decoded(ReplicationClient client) throws SQLException, IOException, InterruptedException {
        shop.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        Backlog backlog = Backlog.write(shop, rows, 1);
        String publication = EngineSettings.defaults(
                        ShopContracts.compiled().audit().source())
                .publication();
        double seconds = client.drain(shop.settings(), SLOT, publication, backlog);
        shop.execute("select pg_drop_replication_slot('" + SLOT + "')");
        return rows / seconds;
    }

    /** Of the log as the capture wrote it, the first ones. */
    private List<byte[]> records() {
        Map<String, Object> settings = new HashMap<>(surroundings.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<byte[]> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition log = new TopicPartition("tidings.changes", 0);
            consumer.assign(List.of(log));
            consumer.seekToBeginning(List.of(log));
            ConsumerRecords<byte[], byte[]> some = consumer.poll(Duration.ofSeconds(10));
            while (!some.isEmpty() && records.size() < rows) {
                for (ConsumerRecord<byte[], byte[]> record : some) {
                    records.add(record.value());
                }
                some = consumer.poll(Duration.ofSeconds(1));
            }
        }
        return records;
    }

    private double produced(List<byte[]> records) {
        Map<String, Object> settings = new HashMap<>(surroundings.kafka());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.partitionsFor(TOPIC);
            long begun = System.nanoTime();
            records.forEach(record -> producer.send(new ProducerRecord<>(TOPIC, 0, null, record)));
            producer.flush();
            return records.size() / ((System.nanoTime() - begun) / 1e9);
        }
    }
}
