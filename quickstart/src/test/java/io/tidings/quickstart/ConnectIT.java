package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.EngineSettings;
import io.tidings.capture.TopicSettings;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.quickstart.Truth.Expected;
import io.tidings.quickstart.servers.ConnectWorker;
import io.tidings.quickstart.servers.ConnectorFile;
import io.tidings.reconcile.Drain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** A Kafka Connect cluster with {@code connect/portal.json} in place of the capture. */
class ConnectIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String USUAL = "usual.";

    @TempDir
    private Path directory;

    @Test
    void eventsAreTheTruthAndTheSameBytesAsWithTheCaptureThoughTheWorkerIsStoppedAndStartedOnTheWay() throws Exception {
        Workload workload = Workload.demo();
        try (Servers servers =
                Servers.start(directory, Path.of("target", "registry"), new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(workload.database());
            Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
            List<Expected> expected;
            try (Connection connection = source.connect();
                    Capture capture = usualCapture(servers, contracts)) {
                Truth.install(connection);
                ConnectWorker worker = start(servers);
                worker.create(ConnectorFile.of(servers.database(), Files.createDirectory(directory.resolve("secrets")))
                        .json());
                awaitLog(servers);
                try (Enricher enricher = enricher(Pipeline.enricherSettings(servers, contracts, directory), contracts);
                        Enricher usual = enricher(usualSettings(servers, contracts), contracts)) {
                    PipelineIT.drain(servers, contracts).await(connection, LIMIT);
                    List<SqlScript.Block> blocks = workload.script().blocks();
                    int third = blocks.size() / 3;
                    play(blocks.subList(0, third), connection);
                    worker.close();
                    play(blocks.subList(third, 2 * third), connection);
                    worker = start(servers);
                    worker.awaitRunning("tidings-portal");
                    play(blocks.subList(2 * third, blocks.size()), connection);
                    PipelineIT.drain(servers, contracts).await(connection, LIMIT);
                    usualDrain(servers).await(connection, LIMIT);
                    assertThat(enricher.failure()).isNotDone();
                    assertThat(usual.failure()).isNotDone();
                } finally {
                    worker.close();
                }
                expected = Truth.expected(connection);
            }
            List<ReceivedEvent> received = PipelineIT.received(servers, contracts);
            assertThat(expected).hasSize(58);
            Comparison.assertSame(expected, received);
            Comparison.assertOrdered(received);
            String kafka = servers.broker().bootstrapServers();
            List<String> topics = Pipeline.topics(contracts);
            assertThat(RawRecord.read(kafka, topics, "")).isEqualTo(RawRecord.read(kafka, topics, USUAL));
        }
    }

    private static void play(List<SqlScript.Block> blocks, Connection connection) throws Exception {
        new SqlScript(blocks).run(connection, (open, transaction) -> Truth.beforeCommit(open));
    }

    private static ConnectWorker start(Servers servers) {
        return ConnectWorker.start(servers.broker().bootstrapServers());
    }

    /** The snapshot's first row creates the log, and the slot is older. */
    private static void awaitLog(Servers servers) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.broker().bootstrapServers()))) {
            while (!admin.listTopics().names().get().contains("tidings.changes")) {
                assertThat(System.nanoTime()).as("the log is created").isLessThan(deadline);
                Thread.sleep(50);
            }
        }
    }

    private static Enricher enricher(EnricherSettings settings, Contracts contracts) throws InterruptedException {
        Enricher enricher = new Enricher(settings, contracts);
        enricher.start();
        assertThat(enricher.awaitRunning(LIMIT)).isTrue();
        return enricher;
    }

    /** Our capture of the same database, with a slot, a publication and a log of its own. */
    private static Capture usualCapture(Servers servers, Contracts contracts) throws Exception {
        CaptureSettings first = Pipeline.captureSettings(servers, contracts);
        TopicSettings topics = first.topics();
        EngineSettings engine = first.engine();
        Capture capture = new Capture(new CaptureSettings(
                first.source(),
                first.database(),
                first.tables(),
                first.excludedColumns(),
                first.kafka(),
                new TopicSettings(
                        USUAL + topics.changes(), USUAL + topics.offsets(), 1, 0, (short) 1, topics.retention()),
                new EngineSettings(
                        "usual", "usual", engine.pollInterval(), engine.heartbeatInterval(), engine.batchSize())));
        capture.start();
        capture.awaitStreaming(LIMIT);
        return capture;
    }

    private EnricherSettings usualSettings(Servers servers, Contracts contracts) {
        EnricherSettings first = Pipeline.enricherSettings(servers, contracts, directory);
        EnricherSettings.Topics topics = first.topics();
        return new EnricherSettings(
                "usual",
                "usual",
                first.kafka(),
                first.registry(),
                true,
                new EnricherSettings.Topics(
                        USUAL + topics.changes(), USUAL + topics.deadLetters(), USUAL, 1, (short) 1),
                Optional.of(directory.resolve("usual")),
                first.commitInterval(),
                first.retention());
    }

    private static Drain usualDrain(Servers servers) {
        return new Drain(servers.broker().bootstrapServers(), USUAL + "tidings.changes", "usual");
    }
}
