package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.kafka.PresentEnd;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guarantee: whatever becomes of changelogs, group offsets, log and local directory while the enricher is stopped, each event is
 * exact and told once, or the enricher refuses to start and says what is so; --from-snapshot then gives exact events again.
 */
@ExtendWith(SharedServers.class)
class StateIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Pattern NAME = Pattern.compile("[abc]\\d+");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"replica", "progress", "transaction-buffer", "event-memory", "open-letters"})
    void whateverBecomesOfAChangelogIsRefusedAndASnapshotMendsIt(String store, Broker broker) throws Exception {
        try (Story story = new Story("changelog-" + store, broker)) {
            String changelog = story.changelog(store);
            story.begin();
            story.admin.deleteTopics(List.of(changelog)).all().get();
            story.awaitGone(changelog);
            story.isRefused(changelog);
            story.mendBySnapshot();
            story.deleteAndMakeAnew(changelog);
            story.isRefused(changelog);
            story.mendBySnapshot();
            story.dropFirstRecords(changelog);
            story.isRefused(changelog);
            story.mendBySnapshot();
            List<ConsumerRecord<byte[], byte[]>> copy = story.records(changelog);
            story.go(3);
            story.writeBack(copy);
            story.isRefused(changelog);
            story.mendBySnapshot();
        }
    }

    @Test
    void offsetsThatAreGoneOrAlteredAreSetToWhereTheStateEnds(Broker broker) throws Exception {
        try (Story story = new Story("offsets", broker)) {
            story.begin();
            story.admin.deleteConsumerGroups(List.of("offsets")).all().get();
            story.go(2);
            for (long by : new long[] {-6, -1, 0}) {
                long now = story.offset();
                story.settle();
                story.moveTo(by == 0 ? 0 : now + by);
                story.go(2);
            }
            // In the middle of a transaction that comes while the enricher is stopped.
            for (int forward : new int[] {1, 2, 4, 5}) {
                long now = story.offset();
                story.write(2);
                story.moveTo(now + forward);
                story.go(1);
            }
        }
    }

    @Test
    void aLogThatIsMadeAnewOrLacksTheNextRecordIsRefused(Broker broker) throws Exception {
        try (Story story = new Story("log", broker)) {
            story.begin();
            story.deleteAndMakeAnew(story.changes.topic());
            story.isRefused("was deleted and made anew");
            story.mendBySnapshot();
            story.log.transaction();
            story.log.transaction();
            story.admin
                    .deleteRecords(Map.of(story.changes, RecordsToDelete.beforeOffset(story.offset() + 2)))
                    .all()
                    .get();
            story.isRefused("no longer holds offset");
            story.mendBySnapshot();
        }
    }

    @Test
    void allChangelogsGoneIsRefused(Broker broker) throws Exception {
        try (Story story = new Story("all", broker)) {
            story.begin();
            for (String store : EnrichmentTopology.STORES) {
                story.admin.deleteTopics(List.of(story.changelog(store))).all().get();
                story.awaitGone(story.changelog(store));
            }
            story.isRefused("though its log was read up to offset");
            story.mendBySnapshot();
        }
    }

    @Test
    void aChangelogThatIsMadeAnewWhileItRunsStopsIt(Broker broker) throws Exception {
        try (Story story = new Story("running", broker)) {
            story.begin();
            try (Enricher enricher = story.start(false)) {
                assertThat(enricher.awaitRunning(LIMIT)).isTrue();
                story.deleteAndMakeAnew(story.changelog("replica"));
                assertThat(enricher.failure().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("running-replica-changelog");
            }
            story.settle();
            story.isRefused("running-replica-changelog");
            story.mendBySnapshot();
        }
    }

    @Test
    void partitionsAreAddedBeforeAStartAndWhileItRuns(Broker broker) throws Exception {
        try (Story story = new Story("partitions", broker)) {
            story.begin();
            story.partitions(2);
            story.go(2);
            try (Enricher enricher = story.start(false)) {
                story.partitions(3);
                story.write(1);
                story.awaitEvents();
                story.awaitPartitions(3);
                story.write(1);
                story.awaitEvents();
                assertThat(enricher.failure()).isNotDone();
            }
        }
    }

    @Test
    void aLocalDirectoryOfAnotherStateIsThrownAway(Broker broker) throws Exception {
        try (Story story = new Story("local", broker)) {
            story.begin();
            Path local = directory.resolve("local");
            Path copy = directory.resolve("copy");
            Files.move(local, copy);
            for (String store : EnrichmentTopology.STORES) {
                story.deleteAndMakeAnew(story.changelog(store));
            }
            story.isRefused("is not whole");
            story.mendBySnapshot();
            story.go(20);
            deleteAll(local);
            Files.move(copy, local);
            story.go(3);
        }
    }

    private static void deleteAll(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** An enricher with its log, and all that its events have to show. */
    private final class Story implements AutoCloseable {
        private final String name;
        private final Map<String, Object> kafka;
        private final EnricherSettings settings;
        private final Admin admin;
        private final TopicPartition changes;
        private final List<String> expected = new ArrayList<>();
        private final ShopLog log;
        private final HttpServer registry = registry();

        Story(String name, Broker broker) throws Exception {
            this.name = name;
            this.kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            this.changes = new TopicPartition(name + "-changes", 0);
            Map<String, Object> quick = new HashMap<>(kafka);
            quick.put("metadata.max.age.ms", 500);
            this.settings = new EnricherSettings(
                    name,
                    "test",
                    quick,
                    RegistrySettings.of(URI.create(
                            "http://127.0.0.1:" + registry.getAddress().getPort())),
                    true,
                    new EnricherSettings.Topics(changes.topic(), name + "-letters", name + "-", 1, (short) 1),
                    Optional.of(directory),
                    Duration.ofMillis(20),
                    Duration.ofDays(7));
            this.admin = Admin.create(kafka);
            admin.createTopics(List.of(new NewTopic(changes.topic(), 1, (short) 1)))
                    .all()
                    .get();
            this.log = new ShopLog(changes.topic(), kafka);
        }

        String changelog(String store) {
            return name + "-" + store + "-changelog";
        }

        void begin() throws Exception {
            log.snapshot();
            go(4);
        }

        void write(int transactions) throws Exception {
            for (int i = 0; i < transactions; i++) {
                expected.add(log.transaction());
            }
        }

        /** Has some more transactions told, and nothing else. */
        void go(int transactions) throws Exception {
            write(transactions);
            try (Enricher enricher = start(false)) {
                awaitEvents();
                awaitStamp();
                assertThat(enricher.failure()).isNotDone();
            }
            settle();
        }

        Enricher start(boolean fromSnapshot) throws Exception {
            Enricher enricher = new Enricher(fromSnapshot ? settings.beginningAtASnapshot() : settings, shop());
            enricher.start();
            return enricher;
        }

        /** Twice: nothing of a refusal is forgotten. */
        void isRefused(String cause) throws Exception {
            for (int time = 0; time < 2; time++) {
                try (Enricher enricher = new Enricher(settings, shop())) {
                    Throwable failure = failureOf(enricher);
                    assertThat(failure).isInstanceOf(Refusal.class);
                    assertThat(failure).hasMessageContaining(cause).hasMessageContaining("--from-snapshot");
                }
                settle();
            }
            assertThat(events()).isEqualTo(expected);
        }

        private Throwable failureOf(Enricher enricher) throws Exception {
            try {
                enricher.start();
            } catch (Refusal e) {
                return e;
            }
            return enricher.failure().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        /** What commits before the snapshot is not told, what commits later is, exactly. */
        void mendBySnapshot() throws Exception {
            log.rename();
            log.snapshot();
            write(2);
            try (Enricher enricher = start(true)) {
                write(1);
                awaitEvents();
                awaitStamp();
                assertThat(enricher.failure()).isNotDone();
            }
            settle();
            go(1);
        }

        /** One that stopped is a member for ten seconds. */
        void settle() throws Exception {
            try {
                admin.removeMembersFromConsumerGroup(name, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            } catch (ExecutionException e) {
                assertThat(e).hasMessageContaining("leaving members should not be empty");
            }
        }

        void awaitEvents() {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            List<String> events = events();
            while (events.size() < expected.size() && System.nanoTime() < deadline) {
                events = events();
            }
            assertThat(events).isEqualTo(expected);
        }

        /** The state is stamped a second after the last record. */
        void awaitStamp() {
            String before = "";
            long deadline = System.nanoTime() + LIMIT.toNanos();
            String stamps = stamps();
            long quietSince = System.nanoTime();
            while (System.nanoTime() - quietSince < TimeUnit.SECONDS.toNanos(2) && System.nanoTime() < deadline) {
                before = stamps;
                stamps = stamps();
                quietSince = before.equals(stamps) ? quietSince : System.nanoTime();
            }
        }

        private String stamps() {
            return EnrichmentTopology.STORES.stream()
                    .map(store -> String.valueOf(records(changelog(store)).size()))
                    .toList()
                    .toString();
        }

        /** What the events show, in their order. */
        List<String> events() {
            List<String> names = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> event : records(name + "-product-changed")) {
                Matcher found = NAME.matcher(
                        new String(event.value(), 5, event.value().length - 5, StandardCharsets.ISO_8859_1));
                names.add(found.find() ? found.group() : "null");
            }
            return names;
        }

        List<ConsumerRecord<byte[], byte[]>> records(String topic) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            try (var consumer = new KafkaConsumer<>(
                    PresentEnd.settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                List<TopicPartition> only = List.of(new TopicPartition(topic, 0));
                consumer.assign(only);
                consumer.seekToBeginning(only);
                PresentEnd.read(consumer, records::add);
            }
            return records;
        }

        void writeBack(List<ConsumerRecord<byte[], byte[]>> copy) throws Exception {
            try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (ConsumerRecord<byte[], byte[]> record : copy) {
                    producer.send(new ProducerRecord<>(record.topic(), 0, record.key(), record.value()))
                            .get();
                }
            }
        }

        void deleteAndMakeAnew(String topic) throws Exception {
            var before = Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
            admin.deleteTopics(List.of(topic)).all().get();
            awaitGone(topic);
            admin.createTopics(List.of(new NewTopic(topic, before.partitions().size(), (short) 1)
                            .configs(topic.endsWith("-changelog") ? Map.of("cleanup.policy", "compact") : Map.of())))
                    .all()
                    .get();
        }

        void awaitGone(String topic) throws Exception {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (admin.listTopics().names().get().contains(topic)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }

        /** Kafka drops records of a compacted topic only while it is none. */
        void dropFirstRecords(String topic) throws Exception {
            policy(topic, "delete");
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!dropsFirstRecords(topic)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            policy(topic, "compact");
        }

        /** False while the broker does not yet know the topic's new policy. */
        private boolean dropsFirstRecords(String topic) throws Exception {
            try {
                admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                        .all()
                        .get();
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof PolicyViolationException) {
                    return false;
                }
                throw e;
            }
        }

        private void policy(String topic, String policy) throws Exception {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            Set.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        long offset() throws Exception {
            return Objects.requireNonNull(admin.listConsumerGroupOffsets(name)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(changes))
                    .offset();
        }

        void moveTo(long offset) throws Exception {
            admin.alterConsumerGroupOffsets(name, Map.of(changes, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }

        void partitions(int count) throws Exception {
            admin.createPartitions(Map.of(changes.topic(), NewPartitions.increaseTo(count)))
                    .all()
                    .get();
        }

        void awaitPartitions(int count) throws Exception {
            String changelog = changelog("replica");
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (Objects.requireNonNull(admin.describeTopics(List.of(changelog))
                                    .allTopicNames()
                                    .get()
                                    .get(changelog))
                            .partitions()
                            .size()
                    < count) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }

        @Override
        public void close() {
            registry.stop(0);
            log.close();
            admin.close();
        }
    }

    /** Knows every schema under one id. */
    private static HttpServer registry() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer =
                "{\"id\":7,\"version\":1,\"subject\":\"any\",\"schema\":\"\\\"string\\\"\",\"is_compatible\":true}"
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
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
