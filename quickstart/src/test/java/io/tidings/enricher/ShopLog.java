package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes a log as the capture of a shop with three products does; each transaction renames one and has an audit row about it. */
final class ShopLog implements AutoCloseable {
    private static final int PRODUCTS = 3;
    private static final Set<TableName> TABLES = Set.of(
            new TableName("public", "products"), new TableName("public", "tags"), new TableName("public", "users"));

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final String[] names = {"a0", "b0", "c0"};
    private long position = 1000;
    private int transactions;

    /** Kafka deletes what is old by its timestamp. */
    private final long beganMillis = System.currentTimeMillis();

    ShopLog(String topic, Map<String, Object> kafka) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    }

    /** Begins as a capture with a full snapshot does. */
    void snapshot() throws Exception {
        position += 10;
        write(new ControlRecord.Source("7", 1).json());
        for (int product = 0; product < PRODUCTS; product++) {
            write("""
                    {"before":null,"after":{"id":%d,"name":"%s","description":null},"source":{"name":"shop","ts_ms":%d,
                    "snapshot":"%s","schema":"public","table":"products","lsn":%d},"transaction":null,"op":"r","ts_ms":%d}""".formatted(product, names[product], now(), product == 0 ? "first" : "true", position, now()));
        }
        write(new ControlRecord.SnapshotComplete(position, new TreeSet<>(TABLES)).json());
    }

    /** A transaction that nothing tells of: as if it had committed before the snapshot. */
    void rename() {
        transactions++;
        names[transactions % PRODUCTS] = names[transactions % PRODUCTS].charAt(0) + "" + transactions;
    }

    /** A transaction, and what its event shows: another product, whose name is only in the state. */
    String transaction() throws Exception {
        rename();
        int renamed = transactions % PRODUCTS;
        int told = (transactions + 1) % PRODUCTS;
        position += 10;
        String id = transactions + ":" + position;
        write("{\"status\":\"BEGIN\",\"id\":\"%s\",\"event_count\":null,\"ts_ms\":%d}".formatted(id, now()));
        change(
                "u",
                "products",
                "{\"id\":%d,\"name\":\"%s\",\"description\":null}".formatted(renamed, names[renamed]),
                1);
        change(
                "c",
                "events",
                "{\"id\":%d,\"name\":\"product_changed\",\"subject_type\":\"PRODUCT\",\"subject_id\":%d,\"actor_id\":null,\"note\":null,\"trace\":null}"
                        .formatted(transactions, told),
                2);
        write("{\"status\":\"END\",\"id\":\"%s\",\"event_count\":2,\"ts_ms\":%d}".formatted(id, now()));
        return names[told];
    }

    private void change(String op, String table, String after, int order) throws Exception {
        write("""
                {"before":null,"after":%s,"source":{"name":"shop","ts_ms":%d,"snapshot":"false","schema":"public",
                "table":"%s","lsn":%d},"op":"%s","transaction":{"id":"%d:%d","total_order":%d,"data_collection_order":1},
                "ts_ms":%d}""".formatted(
                after, now(), table, position - 3 + order, op, transactions, position - 3 + order, order, now()));
    }

    private long now() {
        return beganMillis + position;
    }

    private void write(String json) throws Exception {
        write(json.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] json) throws Exception {
        producer.send(new ProducerRecord<>(topic, 0, now(), "shop", json, List.of()))
                .get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
