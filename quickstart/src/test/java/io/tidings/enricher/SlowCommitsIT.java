package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Proxy;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee: where a commit takes longer than the interval between two, as between data centres, a backlog is read all the
 * same, and a stop in the middle of it costs no state. Each request takes 20 ms longer than here, a commit several of them.
 */
@ExtendWith(SharedServers.class)
class SlowCommitsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration EACH_REQUEST = Duration.ofMillis(20);
    private static final int BACKLOG = 30_000;
    private static final int MILLIS_PER_RECORD = 9;
    private static final TopicPartition LOG = new TopicPartition("slow-changes", 0);

    @TempDir
    Path directory;

    private Proxy proxy;
    private Broker broker;
    private Admin admin;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void fill() throws Exception {
        proxy = Proxy.open();
        broker = Broker.start(directory.resolve("broker"), Map.of("DELAYED", proxy.port()));
        proxy.leadTo(broker.ports().get("DELAYED"));
        proxy.delay(EACH_REQUEST);
        Map<String, Object> direct = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(direct);
        admin.createTopics(List.of(new NewTopic(LOG.topic(), 1, (short) 1)))
                .all()
                .get();
        producer = new KafkaProducer<>(direct, new StringSerializer(), new StringSerializer());
        for (int record = 0; record < BACKLOG; record++) {
            write();
        }
        producer.flush();
    }

    @AfterEach
    void close() throws Exception {
        producer.close();
        admin.close();
        broker.close();
        proxy.close();
    }

    @Test
    void aBacklogIsReadToItsEndWhileMoreComes(Registry registry) throws Exception {
        ScheduledExecutorService inflow = Executors.newSingleThreadScheduledExecutor();
        try (Enricher enricher = new Enricher(settings(registry), shop())) {
            enricher.start();
            inflow.scheduleAtFixedRate(this::write, 0, MILLIS_PER_RECORD, TimeUnit.MILLISECONDS);
            awaitCommitted(BACKLOG, enricher);
        } finally {
            inflow.shutdown();
        }
    }

    @Test
    void aStopInTheMiddleOfABacklogKeepsTheState(Registry registry) throws Exception {
        EnricherSettings settings = settings(registry);
        Map<Path, String> stores;
        try (Enricher enricher = new Enricher(settings, shop())) {
            enricher.start();
            awaitCommitted(1, enricher);
            stores = identities();
        }
        assertThat(committed()).as("The stop was not in the middle.").isLessThan(BACKLOG);
        try (Enricher enricher = new Enricher(settings, shop())) {
            enricher.start();
            awaitCommitted(BACKLOG, enricher);
            assertThat(identities()).isNotEmpty().isEqualTo(stores);
        }
    }

    /** What no capture writes becomes a dead letter, which is all the work that is needed here. */
    private void write() {
        producer.send(new ProducerRecord<>(LOG.topic(), "shop", "no record of a capture"));
    }

    private void awaitCommitted(long offset, Enricher enricher) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (committed() < offset) {
            assertThat(enricher.failure()).isNotDone();
            assertThat(System.nanoTime())
                    .as("After %s only %s records are done.", LIMIT, committed())
                    .isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private long committed() throws Exception {
        return Objects.requireNonNull(admin.listConsumerGroupOffsets("slow")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(LOG))
                .offset();
    }

    /** RocksDB gives each store an id when it is made: one that was thrown away and restored has another. */
    private Map<Path, String> identities() throws Exception {
        Map<Path, String> identities = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            for (Path file : files.filter(file -> file.endsWith("IDENTITY")).toList()) {
                identities.put(file, Files.readString(file));
            }
        }
        return identities;
    }

    private EnricherSettings settings(Registry registry) {
        return new EnricherSettings(
                "slow",
                "test",
                Map.of("bootstrap.servers", "127.0.0.1:" + proxy.port()),
                RegistrySettings.of(registry.url()),
                true,
                new EnricherSettings.Topics(LOG.topic(), "slow-dead-letters", "slow-", 1, (short) 1),
                Optional.of(directory.resolve("state")),
                Duration.ofMillis(20),
                Duration.ofDays(7));
    }

    private static Contracts shop() throws Exception {
        Path shop = Path.of("..", "enricher", "src", "test", "resources", "shop");
        return ContractCompiler.compile(shop, CatalogFile.read(Files.readString(shop.resolve("catalog.yaml"))))
                .fold(compiled -> compiled, problems -> {
                    throw new IllegalStateException(problems.toString());
                });
    }
}
