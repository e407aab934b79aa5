package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Proxy;
import io.tidings.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee: the lag is what Kafka says it is, or is not known; it is never what a consumer remembers. */
class LogLagIT {
    private static final String TOPIC = "some.changes";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GROUP = "some-enricher";

    @TempDir
    Path directory;

    @Test
    void itIsFromWhatIsCommittedInTheGroupToWhatIsCommittedInTheLog() throws Exception {
        try (Proxy proxy = Proxy.open();
                Broker broker = Broker.start(directory, Map.of("PROXIED", proxy.port()))) {
            proxy.leadTo(broker.ports().get("PROXIED"));
            Map<String, Object> direct = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(direct);
                    LogLag lag = new LogLag(settings("127.0.0.1:" + proxy.port()))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1)))
                        .all()
                        .get();
                assertThat(lag.records()).isEqualTo(Map.of("0_0", 0L, "0_1", 0L));
                try (var producer = producer(direct, "committed")) {
                    write(producer, 1, 5);
                    producer.commitTransaction();
                }
                // With the end of Kafka's transaction, which nobody sees, and which is there a little later.
                await(lag, Map.of("0_0", 0L, "0_1", 6L));
                move(admin, 1, 2);
                assertThat(lag.records()).isEqualTo(Map.of("0_0", 0L, "0_1", 4L));
                try (var producer = producer(direct, "open")) {
                    write(producer, 0, 7);
                    assertThat(lag.records()).as("nobody may read it yet").isEqualTo(Map.of("0_0", 0L, "0_1", 4L));
                    producer.commitTransaction();
                }
                await(lag, Map.of("0_0", 8L, "0_1", 4L));
                move(admin, 0, 8);
                move(admin, 1, 6);
                assertThat(lag.records()).isEqualTo(Map.of("0_0", 0L, "0_1", 0L));
                proxy.stall();
                assertThatThrownBy(lag::records)
                        .as("what is not known is no number")
                        .isInstanceOf(Exception.class);
                proxy.free();
                proxy.reset();
                assertThat(lag.records()).isEqualTo(Map.of("0_0", 0L, "0_1", 0L));
            }
        }
    }

    private static void await(LogLag lag, Map<String, Long> expected) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Map<String, Long> records = lag.records();
        while (!records.equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(20);
            records = lag.records();
        }
        assertThat(records).isEqualTo(expected);
    }

    private static void move(Admin admin, int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        GROUP, Map.of(new TopicPartition(TOPIC, partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> kafka, String id) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("transactional.id", id);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** In a transaction that stays open. */
    private static void write(KafkaProducer<String, String> producer, int partition, int records) {
        producer.initTransactions();
        producer.beginTransaction();
        for (int record = 0; record < records; record++) {
            producer.send(new ProducerRecord<>(TOPIC, partition, "shop", "value"));
        }
        producer.flush();
    }

    private static EnricherSettings settings(String bootstrapServers) {
        return new EnricherSettings(
                GROUP,
                "test",
                Map.of("bootstrap.servers", bootstrapServers),
                RegistrySettings.of(URI.create("http://unused")),
                false,
                new EnricherSettings.Topics(TOPIC, "dead-letters", "", 1, (short) 1),
                Optional.empty(),
                Duration.ofMillis(20),
                Duration.ofDays(7));
    }
}
