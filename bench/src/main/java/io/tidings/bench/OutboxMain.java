package io.tidings.bench;

import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Binary;
import io.debezium.engine.format.KeyValueChangeEventFormat;
import io.debezium.engine.format.SimpleString;
import io.debezium.transforms.outbox.EventRouter;
import io.tidings.capture.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;

/**
 * What comes through without any enrichment: Debezium's engine with its outbox event router, which writes each row's
 * payload, at least once. A process of its own.
 */
final class OutboxMain {
    static final String TOPIC = "outbox.event.product";
    private static final String SLOT = "outbox";

    private OutboxMain() {}

    static void prepare(ShopDatabase shop, Map<String, Object> kafka)
            throws SQLException, InterruptedException, ExecutionException {
        shop.execute("create table outbox (id bigint primary key, aggregatetype text not null, aggregateid text not"
                + " null, type text not null, payload bytea not null); create publication outbox for table outbox;");
        shop.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** A row whose payload is as large as an event. */
    static String insert(int bytes) {
        return "insert into outbox select id, 'product', id::text, 'product-changed', decode(repeat('ab', " + bytes
                + "), 'hex') from (values (?::bigint, ?::bigint)) as row (id, product)";
    }

    /** The row that an event comes from. */
    static long id(ConsumerRecord<byte[], byte[]> event) {
        return Long.parseLong(new String(event.key(), StandardCharsets.UTF_8));
    }

    static Role process(ShopDatabase shop, Scene.Surroundings surroundings)
            throws IOException, SQLException, InterruptedException {
        DatabaseSettings database = shop.settings();
        Role router = Role.start(
                surroundings.directory(),
                OutboxMain.class,
                database.host(),
                String.valueOf(database.port()),
                database.name(),
                database.user(),
                database.password(),
                String.valueOf(surroundings.kafka().get("bootstrap.servers")),
                surroundings.directory().resolve("outbox.offsets").toString());
        Shipped.awaitStreaming(shop, SLOT, router);
        return router;
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        Map<String, Object> kafka = new HashMap<>();
        kafka.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[5]);
        kafka.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        kafka.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        Producer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
        DebeziumEngine.create(KeyValueChangeEventFormat.of(SimpleString.class, Binary.class))
                .using(properties(arguments))
                .notifying(
                        (List<ChangeEvent<String, Object>> batch,
                                DebeziumEngine.RecordCommitter<ChangeEvent<String, Object>> committer) -> {
                            batch.forEach(event -> producer.send(
                                    new ProducerRecord<>(event.destination(), event.key(), (byte[]) event.value())));
                            producer.flush();
                            for (ChangeEvent<String, Object> event : batch) {
                                committer.markProcessed(event);
                            }
                            committer.markBatchFinished();
                        })
                .build()
                .run();
    }

    private static Properties properties(String[] arguments) {
        Properties properties = new Properties();
        Map.ofEntries(
                        Map.entry("name", "outbox"),
                        Map.entry("connector.class", PostgresConnector.class.getName()),
                        Map.entry("topic.prefix", "outbox"),
                        Map.entry("database.hostname", arguments[0]),
                        Map.entry("database.port", arguments[1]),
                        Map.entry("database.dbname", arguments[2]),
                        Map.entry("database.user", arguments[3]),
                        Map.entry("database.password", arguments[4]),
                        Map.entry("offset.storage", FileOffsetBackingStore.class.getName()),
                        Map.entry(
                                "offset.storage.file.filename",
                                Path.of(arguments[6]).toString()),
                        Map.entry("plugin.name", "pgoutput"),
                        Map.entry("slot.name", SLOT),
                        Map.entry("publication.name", "outbox"),
                        Map.entry("publication.autocreate.mode", "disabled"),
                        Map.entry("table.include.list", "public.outbox"),
                        Map.entry("snapshot.mode", "no_data"),
                        Map.entry("tombstones.on.delete", "false"),
                        // As our own capture has them.
                        Map.entry("poll.interval.ms", "5"),
                        Map.entry("max.batch.size", "8192"),
                        Map.entry("max.queue.size", "16384"),
                        Map.entry("transforms", "outbox"),
                        Map.entry("transforms.outbox.type", EventRouter.class.getName()))
                .forEach(properties::put);
        return properties;
    }
}
