package io.tidings.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.bench.contender.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The same log in one topic for each table, as Debezium writes it by default: keyed by primary key, each record with the
 * time of its commit, without what tells the beginning and the end of transactions. It is written in two parts, because
 * those who read it begin when they know the rows of the snapshot.
 */
final class SplitLog implements AutoCloseable {
    static final Set<String> TABLES = Set.of("domains", "events", "products", "tags", "users");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ground ground;
    private final Part part;
    private final LogWriter writer;
    private final ShopLog log;
    private long lastMillis;

    /**
     * What is written of the log.
     *
     * @param tables those whose rows are written
     * @param audits after how many audit rows no more are written
     * @param commitsPerMillisecond how many transactions have the same time
     */
    record Part(Set<String> tables, int audits, int commitsPerMillisecond) {}

    /** Makes the topics. */
    SplitLog(Ground ground, ShopLog.Size size, Part part) throws InterruptedException, ExecutionException {
        this.ground = ground;
        this.part = part;
        this.writer = new LogWriter(ground.kafka());
        this.log = new ShopLog(size, part.commitsPerMillisecond, this::write);
        ground.create(part.tables.stream().map(ground::table).toArray(String[]::new));
    }

    void snapshot() throws ExecutionException {
        log.snapshot();
        writer.flush();
    }

    void transactions() throws ExecutionException {
        log.transactions();
        writer.flush();
    }

    /** Audit rows that are no part of the log, each so much later than the one before. */
    void later(int rows, Duration step) throws ExecutionException {
        for (long row = 1; row <= rows; row++) {
            long id = part.audits + row - 1;
            send("events", id, lastMillis + row * step.toMillis(), later(id));
        }
        writer.flush();
    }

    private static byte[] later(long id) {
        return ("{\"after\":{\"id\":" + id + ",\"action\":\"product_changed\",\"subject_id\":0,\"actor_id\":0}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void write(byte[] json) {
        JsonNode envelope = read(json);
        String table = envelope.path("source").path("table").asText();
        long id = envelope.path("after").path("id").asLong();
        if (part.tables.contains(table) && !(table.equals("events") && id >= part.audits)) {
            lastMillis = envelope.path("source").path("ts_ms").asLong();
            send(table, id, lastMillis, json);
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String table, long id, long millis, byte[] json) {
        writer.write(new ProducerRecord<>(ground.table(table), 0, millis, "{\"id\":" + id + "}", json));
    }

    @Override
    public void close() {
        writer.close();
    }
}
