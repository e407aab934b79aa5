package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.quickstart.Truth.Expected;
import io.tidings.reconcile.Drain;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** From a real PostgreSQL through a real Kafka: every event is what the database itself said at the commit. */
class PipelineIT {
    private static final Path REGISTRY = Path.of("target", "registry");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void everyEventOfTheDemoIsWhatTheDatabaseSaidAtTheCommit() throws Exception {
        assertEveryEventIsTheTruth(Workload.demo(), 58);
    }

    @Test
    @EnabledIf("io.tidings.quickstart.Portal#isAtHand")
    void everyEventOfTheRealPortalIsWhatTheDatabaseSaidAtTheCommit() throws Exception {
        assertEveryEventIsTheTruth(Portal.workload(), 126);
    }

    private void assertEveryEventIsTheTruth(Workload workload, int events) throws Exception {
        Console console = new Console(System.out, Ansi.OFF);
        try (Servers servers = Servers.start(directory, REGISTRY, console)) {
            Source source = new Source(servers.database());
            source.load(workload.database());
            try (Connection connection = source.connect()) {
                Truth.install(connection);
            }
            Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
            List<Expected> expected;
            try (Pipeline pipeline = Pipeline.start(servers, contracts, directory);
                    Connection connection = source.connect()) {
                workload.script().run(connection, (open, transaction) -> Truth.beforeCommit(open));
                drain(servers, contracts).await(connection, LIMIT);
                expected = Truth.expected(connection);
                assertThat(pipeline.failure()).isEmpty();
            }
            List<ReceivedEvent> received = received(servers, contracts);
            assertThat(expected).hasSize(events);
            Comparison.assertSame(expected, received);
            Comparison.assertOrdered(received);
            assertReplayGivesTheSameBytes(servers, contracts);
        }
    }

    /** A second enricher without state reads the same log into other topics, committing at other moments. */
    private void assertReplayGivesTheSameBytes(Servers servers, Contracts contracts) throws Exception {
        EnricherSettings first = Pipeline.enricherSettings(servers, contracts, directory);
        EnricherSettings.Topics topics = first.topics();
        EnricherSettings replay = new EnricherSettings(
                "replay",
                "replay",
                first.kafka(),
                first.registry(),
                true,
                new EnricherSettings.Topics(
                        topics.changes(), "replay." + topics.deadLetters(), "replay.", 1, (short) 1),
                Optional.of(directory.resolve("replay")),
                Duration.ofMillis(7),
                first.retention());
        try (Capture capture = new Capture(Pipeline.captureSettings(servers, contracts));
                Enricher enricher = new Enricher(replay, contracts);
                Connection connection = new Source(servers.database()).connect()) {
            capture.start();
            enricher.start();
            new Drain(servers.broker().bootstrapServers(), topics.changes(), "replay").await(connection, LIMIT);
        }
        List<String> names = Pipeline.topics(contracts);
        String kafka = servers.broker().bootstrapServers();
        assertThat(RawRecord.read(kafka, names, "replay.")).isEqualTo(RawRecord.read(kafka, names, ""));
    }

    static Drain drain(Servers servers, Contracts contracts) {
        return new Drain(servers.broker().bootstrapServers(), "tidings.changes", Pipeline.applicationId(contracts));
    }

    static List<ReceivedEvent> received(Servers servers, Contracts contracts) {
        RegistrySettings registry = RegistrySettings.of(servers.registry().url());
        List<ReceivedEvent> received = new ArrayList<>();
        try (EventReader reader =
                new EventReader(servers.broker().bootstrapServers(), registry, Pipeline.topics(contracts))) {
            while (!reader.isAtEnd()) {
                received.addAll(reader.poll());
            }
        }
        return received;
    }
}
