package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.LoopbackPorts;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: with {@code reconcile.every} the capture's metrics tell what is missing, until it is there again; a
 * comparison that fails is counted, and the capture goes on.
 */
class ScheduledReconcileIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final TopicPartition CREATED = new TopicPartition("product-created", 0);
    private static final String EARLY = "27000000-0000-4000-8000-00000000eeee";

    @TempDir
    private Path directory;

    @Test
    void aPlantedLossShowsUntilItIsMendedAndKafkasAbsenceOnlyCounts() throws Exception {
        int port = LoopbackPorts.free();
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(Workload.demo().database());
            Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
            try (Connection connection = source.connect()) {
                writeAuditRowThatTheSnapshotHas(connection);
                try (Application capture = startCapture(servers, port);
                        Application enricher = startEnricher(servers, capture)) {
                    Scraped metrics = new Scraped(capture, port);
                    Drain drain = PipelineIT.drain(servers, contracts);
                    nothingIsMissing(connection, drain, metrics);
                    aLossIsFoundUntilItIsMended(servers, metrics);
                    assertThat(capture.log()).contains("Events are missing", "No event is missing");

                    withoutKafka(servers, metrics);
                    try (Broker back = Broker.start(directory.resolve("kafka"))) {
                        drain.await(connection, LIMIT);
                        double again = metrics.value("tidings_reconcile_last_success_timestamp_seconds");
                        metrics.await("tidings_reconcile_last_success_timestamp_seconds", value -> value > again);
                        assertThat(metrics.value("tidings_reconcile_missing")).isZero();
                        assertThat(back.bootstrapServers())
                                .isEqualTo(servers.broker().bootstrapServers());
                        assertThat(capture.log()).contains("Audit rows and events could not be compared");
                        assertThat(enricher.isAlive()).isTrue();
                    }
                }
            }
        }
    }

    /** It is of the time that is compared, and was there before the first capture: it has no event, and is no loss. */
    private static void writeAuditRowThatTheSnapshotHas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into events (id, name, subject_id, subject_type, actor_id) select '" + EARLY
                    + "', name, subject_id, subject_type, actor_id from events where name = 'data_product_created'"
                    + " limit 1");
        }
    }

    private static void nothingIsMissing(Connection connection, Drain drain, Scraped metrics) throws Exception {
        drain.await(connection, LIMIT); // What is committed before the snapshot gives no events.
        Workload.demo().script().run(connection, (open, transaction) -> {});
        drain.await(connection, LIMIT);
        metrics.await("tidings_reconcile_rows", count(connection)::equals);
        assertThat(metrics.value("tidings_reconcile_missing")).isZero();
        assertThat(metrics.value("tidings_reconcile_dead_lettered")).isZero();
        assertThat(metrics.value("tidings_reconcile_extra")).isZero();
        assertThat(metrics.value("tidings_reconcile_failures_total")).isZero();
    }

    private static Double count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from events where created_on"
                        + " > timezone('utc', now()) - interval '1 hour' and id <> '" + EARLY + "'")) {
            row.next();
            assertThat(row.getInt(1)).isPositive();
            return row.getDouble(1);
        }
    }

    private static void aLossIsFoundUntilItIsMended(Servers servers, Scraped metrics) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers.broker().bootstrapServers());
        ConsumerRecord<byte[], byte[]> lost = first(kafka);
        try (Admin admin = Admin.create(kafka);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.deleteRecords(Map.of(CREATED, RecordsToDelete.beforeOffset(lost.offset() + 1)))
                    .all()
                    .get();
            metrics.await("tidings_reconcile_missing", value -> value == 1);
            producer.send(new ProducerRecord<>(
                            lost.topic(), lost.partition(), lost.timestamp(), lost.key(), lost.value(), lost.headers()))
                    .get();
            metrics.await("tidings_reconcile_missing", value -> value == 0);
        }
    }

    private static ConsumerRecord<byte[], byte[]> first(Map<String, Object> kafka) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(CREATED));
            consumer.seekToBeginning(List.of(CREATED));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    return record;
                }
            }
            throw new AssertionError("Nothing comes to " + CREATED + ".");
        }
    }

    private static void withoutKafka(Servers servers, Scraped metrics) throws Exception {
        servers.broker().close();
        metrics.await("tidings_reconcile_failures_total", value -> value > 0);
    }

    /** It has patience with Kafka, more than the comparison has. */
    private Application startCapture(Servers servers, int port) throws Exception {
        return Application.start(
                "capture",
                servers,
                PortalDatabase.CONTRACTS,
                directory,
                "-s",
                "capture.http-port=" + port,
                "-s",
                "reconcile.every=1s",
                "-s",
                "reconcile.window=1h",
                "-s",
                "reconcile.time-column=created_on",
                "-s",
                "kafka.request.timeout.ms=10000",
                "-s",
                "kafka.default.api.timeout.ms=10000",
                "-s",
                "kafka.max.block.ms=240000",
                "-s",
                "kafka.delivery.timeout.ms=240000",
                "-s",
                "kafka.transaction.timeout.ms=240000");
    }

    /** The enricher refuses to start before the capture has created the log. */
    private Application startEnricher(Servers servers, Application capture) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!capture.log().contains("Capture begins")) {
            if (!capture.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("It does not begin: " + capture.log());
            }
            Thread.sleep(50);
        }
        return Application.start("enrich", servers, PortalDatabase.CONTRACTS, directory);
    }
}
