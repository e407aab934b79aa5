package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.configuration.Configuration;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problems;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Comparing;
import io.tidings.reconcile.Reconciliation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** An application whose audit table begins anew, with ids that it had before. */
class AuditIdUsedAgainIT {
    private static final String TOPIC = "book-touched";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DATABASE = """
            create table books (id int primary key, title text not null);
            create table audit_log (id bigint generated always as identity primary key, action text not null,
                                    done_at timestamptz not null default now(), book_id int);
            insert into books values (10, 'Alice');
            """;
    private static final String SOURCE = """
            source: library
            audit:
              table: audit_log
              id: id
              action: action
              references: { book: book_id -> books }
            """;
    private static final String CONTRACT = """
            schema BookTouched;
            @on("touched") @key("book.id")
            record BookTouched { string @from("book.title") title; }
            """;
    private static final String TOUCH = "insert into audit_log (action, book_id) values ('touched', 10)";

    @TempDir
    private Path directory;

    @Test
    void eachRowHasAnEventWithAnIdOfItsOwnAlsoOnAReplayAndNoEventHidesThatALaterOneIsLost() throws Exception {
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(DATABASE);
            Contracts contracts = source.contracts(contracts());
            try (Pipeline pipeline = Pipeline.start(servers, contracts, directory);
                    Connection connection = source.connect()) {
                touchThreeTimesFromTheFirstId(servers, contracts, connection);
                List<ReceivedEvent> events = events(servers, contracts);
                assertThat(events).extracting(ReceivedEvent::auditId).containsExactly("1", "1", "1", "2");
                assertThat(events)
                        .extracting(event -> event.value().path("title").asText())
                        .containsExactly("Alice", "Beowulf", "Candide", "Candide");
                assertThat(events)
                        .extracting(event -> event.header("ce_id"))
                        .doesNotHaveDuplicates()
                        .allMatch(id -> id.matches("[0-9a-f]{16}-1000000[01]:" + TOPIC));
                try (Replay replay = new Replay(servers, contracts, directory, 1)) {
                    replay.start();
                    replay.assertSameBytes(LIMIT);
                }
                assertThat(compared(servers, contracts, source).isComplete()).isTrue();
                loseTheEventsOfTheLastTransaction(servers);
                Reconciliation lost = compared(servers, contracts, source);
                assertThat(lost.missing()).hasToString("[" + TOPIC + "  1, " + TOPIC + "  2]");
                assertThat(lost.older()).isOne();
                assertThat(pipeline.failure()).isEmpty();
            }
        }
    }

    private Path contracts() throws Exception {
        Path contracts = Files.createDirectories(directory.resolve("contracts"));
        Files.writeString(contracts.resolve("source.yaml"), SOURCE);
        Files.writeString(contracts.resolve(TOPIC + ".avdl"), CONTRACT);
        return contracts;
    }

    private static void touchThreeTimesFromTheFirstId(Servers servers, Contracts contracts, Connection connection)
            throws Exception {
        for (String transaction : List.of(
                TOUCH,
                "truncate audit_log restart identity; update books set title = 'Beowulf'; " + TOUCH,
                "truncate audit_log restart identity; " + TOUCH + "; " + TOUCH
                        + "; update books set title = 'Candide'")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(transaction);
            }
            PipelineIT.drain(servers, contracts).await(connection, LIMIT);
        }
    }

    private static List<ReceivedEvent> events(Servers servers, Contracts contracts) {
        return PipelineIT.received(servers, contracts).stream()
                .sorted(Comparator.comparing(event -> event.header("ce_sequence")))
                .toList();
    }

    private static Reconciliation compared(Servers servers, Contracts contracts, Source source) {
        Map<String, String> settings =
                Map.of("kafka.bootstrap.servers", servers.broker().bootstrapServers(), "reconcile.clock-ahead", "0");
        Configuration configuration = Configuration.read(Optional.empty(), Map.of(), settings, new Problems());
        return new Comparing(configuration, contracts, source::connect).compare(Optional.empty(), LIMIT);
    }

    /** All that came is deleted, and what came first is written again. */
    private static void loseTheEventsOfTheLastTransaction(Servers servers) throws Exception {
        Map<String, Object> kafka =
                new HashMap<>(Map.of("bootstrap.servers", servers.broker().bootstrapServers()));
        kafka.put("isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (records.size() < 4 && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(4);
        try (Admin admin = Admin.create(kafka);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.deleteRecords(Map.of(
                            partition,
                            RecordsToDelete.beforeOffset(records.get(3).offset() + 1)))
                    .all()
                    .get();
            for (ConsumerRecord<byte[], byte[]> first : records.subList(0, 2)) {
                producer.send(new ProducerRecord<>(
                                TOPIC, 0, first.timestamp(), first.key(), first.value(), first.headers()))
                        .get();
            }
        }
    }
}
