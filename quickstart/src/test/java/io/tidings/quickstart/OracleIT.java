package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.oracle.Comparison;
import io.tidings.quickstart.oracle.ExpectedEvents;
import io.tidings.quickstart.oracle.OracleWorkload;
import io.tidings.quickstart.oracle.Pace;
import io.tidings.quickstart.oracle.ReceivedEvents;
import io.tidings.quickstart.oracle.Tally;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: whatever concurrent sessions do, every audit row that commits becomes its events, once, in order, and they
 * show what the database itself said just before the commit, field by field; and another enricher that reads the same
 * log, stopped and begun again with other settings, writes the same bytes.
 *
 * <p>{@code -Dtidings.seed=N} repeats the sessions' choices as far as the scheduler lets it; {@code
 * -Dtidings.oracle.minutes=N} says for how long.
 */
class OracleIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration WORKLOAD =
            Duration.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("tidings.oracle.minutes", "2"))));
    private static final int SESSIONS = 4;
    /** After so many transactions each step has changed something. */
    private static final int ENOUGH = 10_000;

    @TempDir
    private Path directory;

    @Test
    void everyEventIsWhatTheDatabaseSaidAtTheCommitAndReplaysGiveTheSameBytes() throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("tidings.seed=" + seed);
        try (Servers servers =
                Servers.start(directory, Path.of("target", "registry"), new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            OracleWorkload workload = new OracleWorkload(source::connect);
            workload.install();
            Contracts contracts = source.contracts(OracleWorkload.contracts());
            createTopics(servers, contracts);
            try (Pipeline pipeline = Pipeline.start(servers, contracts, directory);
                    Pace pace = new Pace(
                            source::connect,
                            servers.broker().bootstrapServers(),
                            "tidings.changes",
                            Pipeline.applicationId(contracts));
                    Replay replay = new Replay(servers, contracts, directory, seed)) {
                long end = System.nanoTime() + WORKLOAD.toNanos();
                replay.start();
                Tally tally = workload.run(SESSIONS, new Random(seed), () -> {
                    pace.hold();
                    return pipeline.failure().isEmpty() && System.nanoTime() < end;
                });
                System.out.println(tally + " without effect=" + tally.without(OracleWorkload.steps()));
                assertThat(pipeline.failure()).isEmpty();
                try (Connection connection = source.connect()) {
                    writeAuditRowOfTwoMegabytes(connection);
                    PipelineIT.drain(servers, contracts).await(connection, LIMIT);
                } catch (Refusal tooLate) {
                    assertThat(pipeline.failure()).isEmpty();
                    throw tooLate;
                }
                assertEventsAreTheTruth(source, servers, contracts);
                if (tally.transactions() > ENOUGH) {
                    assertThat(tally.without(OracleWorkload.steps())).isEmpty();
                }
                replay.assertSameBytes(LIMIT);
            }
        }
    }

    /** More partitions than one, so that keys matter. */
    private static void createTopics(Servers servers, Contracts contracts) throws Exception {
        List<NewTopic> topics = contracts.contracts().stream()
                .flatMap(contract -> List.of("", Replay.PREFIX).stream()
                        .map(prefix -> new NewTopic(prefix + contract.topic(), 3, (short) 1)))
                .toList();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.broker().bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        }
    }

    /** More than Kafka takes unless it is told to. */
    private static void writeAuditRowOfTwoMegabytes(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin; insert into app.\"AuditTrail\" (\"Action\", \"subjectKind\", \"subjectId\", note)"
                    + " values ('item_seen', 'ITEM', '1', repeat('x', 2000000)); select truth.before_commit(); commit");
        }
    }

    private static void assertEventsAreTheTruth(Source source, Servers servers, Contracts contracts) throws Exception {
        RegistryClient registry =
                new RegistryClient(RegistrySettings.of(servers.registry().url()));
        try (Connection connection = source.connect();
                ExpectedEvents expected = OracleWorkload.expected(connection);
                ReceivedEvents received =
                        new ReceivedEvents(servers.broker().bootstrapServers(), registry, Pipeline.topics(contracts))) {
            Comparison comparison = OracleWorkload.compare(expected, received);
            System.out.println(comparison);
            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.events()).isPositive();
            assertThat(comparison.rejected()).isPositive();
        }
    }
}
