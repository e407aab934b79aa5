package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A local state that a crash has left so that RocksDB cannot open it does not keep the enricher from starting. */
@ExtendWith(SharedServers.class)
class UnreadableStateIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CHANGES = "unreadable-changes";
    private static final String DEAD_LETTERS = "unreadable-dead-letters";

    @TempDir
    Path state;

    @Test
    void itIsRestoredFromKafkaAndNothingIsToldTwice(Broker broker, Registry registry) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        EnricherSettings settings = new EnricherSettings(
                "unreadable",
                "test",
                kafka,
                RegistrySettings.of(registry.url()),
                true,
                new EnricherSettings.Topics(CHANGES, DEAD_LETTERS, "unreadable-", 1, (short) 1),
                Optional.of(state),
                Duration.ofMillis(50),
                Duration.ofDays(7));
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(CHANGES, 1, (short) 1)))
                    .all()
                    .get();
        }
        write(kafka, "a", "b", "c");
        tell(settings, kafka, 3);
        List<Path> manifests = manifests();
        assertThat(manifests).isNotEmpty();
        for (Path current : manifests) {
            Files.writeString(current, "nonsense\n");
        }
        write(kafka, "d", "e");
        assertThat(tell(settings, kafka, 5)).containsExactly("0:0", "0:1", "0:2", "0:3", "0:4");
    }

    /** What names the manifest of each store. */
    private List<Path> manifests() throws Exception {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("CURRENT")).toList();
        }
    }

    private static void write(Map<String, Object> kafka, String... values) throws Exception {
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(CHANGES, "shop", value)).get();
            }
        }
    }

    /** Runs the enricher until there are so many dead letters, and gives their keys. */
    private static List<String> tell(EnricherSettings settings, Map<String, Object> kafka, int expected)
            throws Exception {
        try (Enricher enricher = new Enricher(settings, shop())) {
            enricher.start();
            List<String> keys = deadLetters(kafka, expected);
            assertThat(enricher.failure()).isNotDone();
            return keys;
        }
    }

    private static List<String> deadLetters(Map<String, Object> kafka, int expected) {
        Map<String, Object> reader = new HashMap<>(kafka);
        reader.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(reader, new StringDeserializer(), new StringDeserializer())) {
            var letters = List.of(new TopicPartition(DEAD_LETTERS, 0));
            consumer.assign(letters);
            consumer.seekToBeginning(letters);
            List<String> keys = new ArrayList<>();
            long limit = System.nanoTime() + LIMIT.toNanos();
            while (keys.size() < expected && System.nanoTime() < limit) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
            }
            return keys;
        }
    }

    private static Contracts shop() throws Exception {
        Path directory = Path.of("..", "enricher", "src", "test", "resources", "shop");
        return ContractCompiler.compile(
                        directory, CatalogFile.read(Files.readString(directory.resolve("catalog.yaml"))))
                .fold(compiled -> compiled, problems -> {
                    throw new IllegalStateException(problems.toString());
                });
    }
}
