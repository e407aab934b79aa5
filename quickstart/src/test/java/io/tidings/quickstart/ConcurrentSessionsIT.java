package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: whatever concurrent sessions do, every audit row that commits becomes one event, which shows its entity as
 * the database itself said just before that commit; and a replay that is stopped and started again gives the same bytes.
 * {@code -Dtidings.seed=N} repeats the sessions' choices as far as the scheduler lets it.
 */
class ConcurrentSessionsIT {
    private static final Path CONTRACTS = Path.of("src", "test", "resources", "sessions");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SESSIONS = 4;
    private static final int TRANSACTIONS = Integer.getInteger("tidings.transactions", 150);

    @TempDir
    private Path directory;

    @Test
    void everyEventShowsItsEntityAsItStoodAtTheCommitAndReplaysGiveTheSameBytes() throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("tidings.seed=" + seed);
        try (Servers servers =
                Servers.start(directory, Path.of("target", "registry"), new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(Files.readString(CONTRACTS.resolve("sessions.sql")));
            Contracts contracts = source.contracts(CONTRACTS);
            try (Pipeline pipeline = Pipeline.start(servers, contracts, directory);
                    Connection connection = source.connect()) {
                int committed = play(source, seed);
                writeAuditRowOfTwoMegabytes(connection);
                PipelineIT.drain(servers, contracts).await(connection, LIMIT);
                assertThat(pipeline.failure()).isEmpty();
                Map<String, JsonNode> expected = expected(connection);
                System.out.println("transactions=" + committed + " events=" + expected.size());
                assertThat(expected).hasSizeGreaterThan(TRANSACTIONS);
                List<ReceivedEvent> received = PipelineIT.received(servers, contracts);
                assertSame(expected, received);
                Comparison.assertOrdered(received);
                assertReplayGivesTheSameBytes(servers, contracts, connection);
            }
        }
    }

    private static int play(Source source, long seed) throws Exception {
        ReadWriteLock truncation = new ReentrantReadWriteLock(true);
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            List<Future<Integer>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Random random = new Random(seed + i);
                sessions.add(threads.submit(() -> {
                    try (Connection connection = source.connect()) {
                        return new Session(connection, random, truncation).run(TRANSACTIONS);
                    }
                }));
            }
            int committed = 0;
            for (Future<Integer> session : sessions) {
                committed += session.get();
            }
            return committed;
        } finally {
            threads.shutdownNow();
        }
    }

    /** More than Kafka takes unless it is told to. */
    private static void writeAuditRowOfTwoMegabytes(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "begin; insert into audit (action, parent_id, note) values ('changed', 1, repeat('x', 2000000));"
                            + " select truth.before_commit(); commit");
        }
    }

    private static Map<String, JsonNode> expected(Connection connection) throws Exception {
        Map<String, JsonNode> expected = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select audit_id, value from truth.event where value <> '{}'")) {
            while (row.next()) {
                expected.put(row.getString(1), JSON.readTree(row.getString(2)));
            }
        }
        return expected;
    }

    private static void assertSame(Map<String, JsonNode> expected, List<ReceivedEvent> received) throws Exception {
        assertThat(received.stream().filter(Pipeline::isDeadLetter)).isEmpty();
        assertThat(received).extracting(ReceivedEvent::cause).doesNotHaveDuplicates();
        assertThat(received).extracting(ReceivedEvent::cause).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (ReceivedEvent event : received) {
            assertThat(event.key()).isEqualTo(event.cause());
            assertThat(JSON.readTree(event.value().toString()))
                    .as("audit row " + event.cause())
                    .isEqualTo(expected.get(event.cause()));
        }
    }

    private void assertReplayGivesTheSameBytes(Servers servers, Contracts contracts, Connection connection)
            throws Exception {
        EnricherSettings first = Pipeline.enricherSettings(servers, contracts, directory);
        EnricherSettings.Topics topics = first.topics();
        for (int start = 0; start < 4; start++) {
            EnricherSettings replay = new EnricherSettings(
                    "replay",
                    "replay",
                    first.kafka(),
                    first.registry(),
                    true,
                    new EnricherSettings.Topics(
                            topics.changes(), "replay." + topics.deadLetters(), "replay.", 1, (short) 1),
                    // Without the directory of the start before, the state comes from its changelogs.
                    Optional.of(directory.resolve("replay" + start / 2)),
                    Duration.ofMillis(5 + 40L * start),
                    first.retention());
            try (Enricher enricher = new Enricher(replay, contracts)) {
                enricher.start();
                assertThat(enricher.awaitRunning(LIMIT)).isTrue();
                if (start == 3) {
                    new Drain(servers.broker().bootstrapServers(), topics.changes(), "replay").await(connection, LIMIT);
                }
            }
        }
        List<String> names = Pipeline.topics(contracts);
        String kafka = servers.broker().bootstrapServers();
        assertThat(RawRecord.read(kafka, names, "replay.")).isEqualTo(RawRecord.read(kafka, names, ""));
    }
}
