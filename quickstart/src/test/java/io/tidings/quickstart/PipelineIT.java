package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.Truth.Expected;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** From a real PostgreSQL through a real Kafka: every event is what the database itself said at the commit. */
class PipelineIT {
    private static final Path REGISTRY = Path.of("target", "registry");

    @TempDir
    private Path directory;

    @Test
    void everyEventOfTheDemoIsWhatTheDatabaseSaidAtTheCommit() throws Exception {
        assertEveryEventIsTheTruth(Workload.demo(), 54);
    }

    @Test
    @EnabledIf("io.tidings.quickstart.Portal#isAtHand")
    void everyEventOfTheRealPortalIsWhatTheDatabaseSaidAtTheCommit() throws Exception {
        assertEveryEventIsTheTruth(Portal.workload(), 88);
    }

    private void assertEveryEventIsTheTruth(Workload workload, int auditRows) throws Exception {
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
                drain(servers, contracts).await(connection, Duration.ofSeconds(60));
                expected = Truth.expected(connection);
                assertThat(pipeline.failure()).isEmpty();
            }
            List<ReceivedEvent> received = received(servers, contracts);
            assertThat(expected).hasSize(auditRows);
            Comparison.assertSame(expected, received);
            Comparison.assertOrdered(received);
        }
    }

    static Drain drain(Servers servers, Contracts contracts) {
        return new Drain(servers.broker().bootstrapServers(), "tidings.changes", Pipeline.applicationId(contracts));
    }

    static List<ReceivedEvent> received(Servers servers, Contracts contracts) {
        RegistryClient registry =
                new RegistryClient(RegistrySettings.of(servers.registry().url()));
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
