package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: no log has contents of rows in it, with {@code --debug} neither, whatever happens to the rows; and each line is
 * a JSON object when it shall be.
 */
class LogsIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String MARKER = "Zq7Marker";
    private static final String MARKED_ID = "7a71374d-6172-4000-8000-6b6572000001";
    private static final String NO_ENVELOPE =
            "{\"op\": \"x\", \"after\": {\"name\": \"" + MARKER + "\"}," + " \"transaction\": {\"id\": \"7:8\"}}";
    private static final List<String> LACKING = List.of(
            "{\"status\": \"BEGIN\", \"id\": \"7:8\"}",
            "{\"op\": \"c\", \"transaction\": {\"id\": \"7:8\"}, \"after\": {\"id\": \"" + MARKED_ID
                    + "\", \"first_name\": \"" + MARKER
                    + "\"}, \"source\": {\"schema\": \"public\", \"table\": \"users\", \"lsn\": 8}}",
            "{\"status\": \"END\", \"id\": \"7:9000000000000000000\", \"event_count\": 9, \"ts_ms\": 1}");

    @TempDir
    private Path directory;

    @Test
    void whateverHappensToRowsTheLogsHaveNothingOfThem() throws Exception {
        Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF));
        Source source = new Source(servers.database());
        source.load(Workload.demo().database());
        Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
        try (Connection connection = source.connect();
                Statement sql = connection.createStatement();
                Application capture = start("capture", servers)) {
            sql.execute("update users set first_name = '" + MARKER + "'");
            awaitSlot(capture, sql);
            Application enricher = start("enrich", servers);
            try (enricher) {
                story(servers, contracts, connection, sql, capture, enricher);
            } catch (Refusal e) {
                throw new AssertionError(enricher.log(), e);
            }
        } finally {
            servers.broker().close();
            servers.database().close();
            servers.registry().close();
        }
    }

    private void story(
            Servers servers,
            Contracts contracts,
            Connection connection,
            Statement sql,
            Application capture,
            Application enricher)
            throws Exception {
        Drain drain = PipelineIT.drain(servers, contracts);
        drain.await(connection, LIMIT); // What is committed before the snapshot gives no events.
        Workload.demo().script().run(connection, (open, transaction) -> {});
        sql.execute("update abstract_data_products set name = '" + MARKER + "' || id");
        sql.execute(rejected());
        drain.await(connection, LIMIT);
        send(servers, List.of(MARKER + " is no json", NO_ENVELOPE));
        sql.execute("update users set last_name = '" + MARKER + "'");
        drain.await(connection, LIMIT);
        sql.execute("update abstract_data_products set description = repeat('" + MARKER + "', 3000000)"
                + " where id = '10000000-0000-4000-8000-000000000001'");
        assertThat(capture.await(LIMIT)).isEqualTo(1);
        send(servers, LACKING);
        assertThat(enricher.await(LIMIT)).isEqualTo(1);

        assertThat(written(servers, "tidings.changes", MARKER)).isTrue();
        assertThat(written(servers, "tidings.dead-letters", MARKED_ID)).isTrue();
        // What is no envelope stands there in base64.
        assertThat(written(servers, "tidings.dead-letters", "recordBase64")).isTrue();
        isJsonWithoutRows(capture.log(), "too large");
        isJsonWithoutRows(enricher.log(), "the log lacks records");
    }

    /** What commits from then on is no part of the snapshot. */
    private static void awaitSlot(Application capture, Statement sql) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!thereIsASlot(sql)) {
            assertThat(capture.isAlive() && System.nanoTime() < deadline)
                    .as(capture.log())
                    .isTrue();
            Thread.sleep(20);
        }
    }

    private static boolean thereIsASlot(Statement sql) throws SQLException {
        try (ResultSet slots =
                sql.executeQuery("select from pg_replication_slots where confirmed_flush_lsn is not null")) {
            return slots.next();
        }
    }

    /** Names a data product that there is not. */
    private static String rejected() {
        return "insert into events (id, name, subject_id, subject_type, actor_id) values"
                + " ('27000000-0000-4000-8000-000000000a01', 'data_product_updated', '" + MARKED_ID
                + "', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000002')";
    }

    private static void isJsonWithoutRows(String log, String end) throws Exception {
        List<String> lines = log.lines().toList();
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(MARKER) || line.contains(MARKED_ID));
        for (String line : lines) {
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(List.of("timestamp", "level", "logger", "thread", "message"))
                    .as(line)
                    .allMatch(object::has);
        }
        assertThat(lines).anyMatch(line -> line.contains("\"level\":\"ERROR\"") && line.contains(end));
    }

    private Application start(String name, Servers servers) throws Exception {
        return Application.start(
                name, servers, PortalDatabase.CONTRACTS, directory, "--debug", "--set", "log.format=json");
    }

    private static void send(Servers servers, List<String> values) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.broker().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>("tidings.changes", 0, "portal", value)));
        }
    }

    private static boolean written(Servers servers, String topic, String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return RawRecord.read(servers.broker().bootstrapServers(), List.of(topic), "").stream()
                .anyMatch(record -> record.value().contains(hex));
    }
}
