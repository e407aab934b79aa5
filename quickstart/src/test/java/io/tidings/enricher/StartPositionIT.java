package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No record that retention dropped before it was read is skipped unnoticed. */
@ExtendWith(SharedServers.class)
class StartPositionIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path state;

    @Test
    void withoutAPositionReadingBeginsAtTheFirstRecord(Broker broker) throws Exception {
        try (Log log = new Log(broker, "whole", 3)) {
            log.setPosition();
            assertThat(log.position()).isZero();
            try (KafkaStreams streams = log.streams(new CompletableFuture<>())) {
                streams.start();
                assertThat(log.deadLetters(3)).isEqualTo(3);
            }
        }
    }

    @Test
    void aPositionWithoutAStateIsRefused(Broker broker) throws Exception {
        try (Log log = new Log(broker, "begun", 10)) {
            log.moveTo(7);
            assertThatThrownBy(log::setPosition)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("hold nothing of partition 0, though its log was read up to offset 7");
            assertThat(log.position()).isEqualTo(7);
        }
    }

    @Test
    void aLogThatHasLostItsBeginningIsRefused(Broker broker) throws Exception {
        try (Log log = new Log(broker, "late", 10)) {
            log.dropBefore(5);
            assertThatThrownBy(log::setPosition)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("late-changes")
                    .hasMessageContaining("begins at record 5");
        }
    }

    @Test
    void aReplayOfALogThatHasLostItsBeginningIsRefused(Broker broker) throws Exception {
        try (Log log = new Log(broker, "late-replay", true, 10)) {
            log.dropBefore(5);
            assertThatThrownBy(log::setPosition)
                    .isInstanceOf(Refusal.class)
                    .hasMessage(
                            "The topic late-replay-changes cannot be read from its beginning: the topic's partition 0"
                                    + " now begins at record 5: its retention dropped what came before, the snapshot among it."
                                    + " Only a longer capture.retention keeps it whole.");
        }
    }

    @Test
    void aReplayWithoutStateIntoTopicsThatHoldRecordsIsRefused(Broker broker) throws Exception {
        try (Log log = new Log(broker, "again", true, 3)) {
            log.setPosition();
            log.writeDeadLetter();
            log.setPosition();
            log.forgetPosition();
            assertThatThrownBy(log::setPosition)
                    .isInstanceOf(Refusal.class)
                    .hasMessage(
                            "The replay would add to what is in again-dead-letters already: the replay that wrote it"
                                    + " is unknown to Kafka, there is no topic again-progress-changelog. Delete these topics, or"
                                    + " choose another --topic-prefix.");
            log.create("again-progress-changelog");
            log.setPosition();
            assertThat(log.position()).isZero();
        }
    }

    @Test
    void aPositionThatRetentionDroppedStopsTheStream(Broker broker) throws Exception {
        try (Log log = new Log(broker, "hole", 10)) {
            log.moveTo(2);
            log.dropBefore(5);
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            try (KafkaStreams streams = log.streams(failure)) {
                streams.start();
                assertThat(failure.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .hasRootCauseInstanceOf(InvalidOffsetException.class);
            }
            assertThat(log.position()).isEqualTo(2);
        }
    }

    /** A topic of changes that holds records which are no envelopes, and the enricher that reads it. */
    private final class Log implements AutoCloseable {
        private final Map<String, Object> kafka;
        private final EnricherSettings settings;
        private final TopicPartition partition;
        private final Admin admin;

        Log(Broker broker, String name, int records) throws Exception {
            this(broker, name, false, records);
        }

        Log(Broker broker, String name, boolean replay, int records) throws Exception {
            kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            partition = new TopicPartition(name + "-changes", 0);
            settings = new EnricherSettings(
                    name,
                    "test",
                    kafka,
                    RegistrySettings.of(URI.create("http://unused")),
                    false,
                    new EnricherSettings.Topics(partition.topic(), name + "-dead-letters", "", 1, (short) 1),
                    Optional.of(state),
                    Duration.ofMillis(50),
                    Duration.ofDays(7),
                    EventForm.USUAL,
                    replay,
                    0);
            admin = Admin.create(kafka);
            admin.createTopics(List.of(
                            new NewTopic(partition.topic(), 1, (short) 1),
                            new NewTopic(settings.topics().deadLetters(), 1, (short) 1)))
                    .all()
                    .get();
            try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
                for (int i = 0; i < records; i++) {
                    producer.send(new ProducerRecord<>(partition.topic(), "shop", "no envelope"))
                            .get();
                }
            }
        }

        void setPosition() throws Exception {
            new StartPosition(settings, LIMIT, List.of(settings.topics().deadLetters())).set(admin);
        }

        void forgetPosition() throws Exception {
            admin.deleteConsumerGroupOffsets(settings.applicationId(), Set.of(partition))
                    .all()
                    .get();
        }

        void writeDeadLetter() throws Exception {
            try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(settings.topics().deadLetters(), "a", "b"))
                        .get();
            }
        }

        void create(String topic) throws Exception {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }

        long position() throws Exception {
            var positions = admin.listConsumerGroupOffsets(settings.applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            return Objects.requireNonNull(positions.get(partition)).offset();
        }

        void moveTo(long offset) throws Exception {
            admin.alterConsumerGroupOffsets(settings.applicationId(), Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }

        void dropBefore(long offset) throws Exception {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }

        KafkaStreams streams(CompletableFuture<Throwable> failure) throws Exception {
            Contracts contracts = shop();
            Map<Contract, RegisteredSchema> schemas = new HashMap<>();
            contracts
                    .contracts()
                    .forEach(contract -> schemas.put(contract, new RegisteredSchema(1, "http://unused/1")));
            Properties properties = StreamsProperties.of(settings);
            KafkaStreams streams = new KafkaStreams(
                    EnrichmentTopology.build(
                            StateSetup.topics(settings),
                            new Sources(List.of(new Source(
                                    contracts,
                                    new EventWriter(contracts, "", EventForm.USUAL, schemas),
                                    new DeadLetterWriter(
                                            contracts,
                                            settings.form().treatments(),
                                            settings.topics().deadLetters())))),
                            settings.retention(),
                            new Commits(settings.commitInterval(), Duration.ofSeconds(5)),
                            new EnricherMeters(new SimpleMeterRegistry(), Clock.systemUTC()),
                            properties),
                    properties);
            streams.setUncaughtExceptionHandler(error -> {
                failure.complete(error);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            return streams;
        }

        /** How many dead letters there are, waiting until there are as many as expected. */
        int deadLetters(int expected) {
            Map<String, Object> reader = new HashMap<>(kafka);
            reader.put("isolation.level", "read_committed");
            try (var consumer = new KafkaConsumer<>(reader, new StringDeserializer(), new StringDeserializer())) {
                var letters = List.of(new TopicPartition(settings.topics().deadLetters(), 0));
                consumer.assign(letters);
                consumer.seekToBeginning(letters);
                int count = 0;
                long limit = System.nanoTime() + LIMIT.toNanos();
                while (count < expected && System.nanoTime() < limit) {
                    count += consumer.poll(Duration.ofMillis(200)).count();
                }
                return count;
            }
        }

        @Override
        public void close() {
            admin.close();
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
