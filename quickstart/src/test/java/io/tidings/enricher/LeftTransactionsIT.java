package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Guarantee: what a killed enricher left open in Kafka holds nobody up; nothing else is ended. */
@ExtendWith(SharedServers.class)
class LeftTransactionsIT {
    private static final String APPLICATION = "left";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] NOTHING = {};
    /** The fencing producer's own begin, which follows, leaves it empty. */
    private static final Set<TransactionState> ENDED = Set.of(TransactionState.COMPLETE_ABORT, TransactionState.EMPTY);

    @Test
    void onlyTransactionsOfOtherInstancesThatHoldARestoreUpAreEnded(Broker broker) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        TopicPartition changelog = new TopicPartition(APPLICATION + "-replica-changelog", 0);
        TopicPartition another = new TopicPartition(changelog.topic(), 1);
        try (Admin admin = Admin.create(kafka);
                KafkaProducer<byte[], byte[]> killed = producer(kafka, APPLICATION + "-killed-1");
                KafkaProducer<byte[], byte[]> alive = producer(kafka, APPLICATION + "-alive-1");
                KafkaProducer<byte[], byte[]> stranger = producer(kafka, "stranger")) {
            admin.createTopics(List.of(new NewTopic(changelog.topic(), 2, (short) 1)))
                    .all()
                    .get();
            begin(alive, another);
            begin(stranger, changelog);
            begin(killed, changelog);
            Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>(Map.of(changelog, 1L));
            try (LeftTransactions left = new LeftTransactions(settings(kafka), () -> Map.copyOf(remaining))) {
                awaitEnd(admin, APPLICATION + "-killed-1");
            }
            assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
            alive.commitTransaction();
            stranger.commitTransaction();
        }
    }

    private static void awaitEnd(Admin admin, String id) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!ENDED.contains(state(admin, id))) {
            assertThat(System.nanoTime()).as("It is still open.").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static TransactionState state(Admin admin, String id) throws Exception {
        return admin.describeTransactions(List.of(id)).description(id).get().state();
    }

    private static void begin(KafkaProducer<byte[], byte[]> producer, TopicPartition partition) throws Exception {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), NOTHING, NOTHING))
                .get();
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> kafka, String id) {
        Map<String, Object> settings = new ConcurrentHashMap<>(kafka);
        settings.put("transactional.id", id);
        settings.put("transaction.timeout.ms", 600_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static EnricherSettings settings(Map<String, Object> kafka) {
        return new EnricherSettings(
                APPLICATION,
                "test",
                kafka,
                RegistrySettings.of(URI.create("http://unused")),
                false,
                new EnricherSettings.Topics("changes", "dead-letters", "", 1, (short) 1),
                Optional.empty(),
                Duration.ofMillis(50),
                Duration.ofDays(7));
    }
}
