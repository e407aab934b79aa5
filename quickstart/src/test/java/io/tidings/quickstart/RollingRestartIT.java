package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: of two enrichers each can be stopped and started again while rows are committed, and one can be killed;
 * nothing is lost or doubled, and each key keeps its order. How long events were late is printed; a busy machine does not
 * fail the test.
 */
class RollingRestartIT {
    private static final String CONTRACT = """
            namespace rolling;
            schema Made;
            /** Something was made. */
            @on("made") @key("audit.thing")
            record Made {
              int @from("audit.id") id;
            }
            """;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** Events after which everything has been done once. */
    private static final int WARM = 100;

    private static final int ROUNDS = 2;

    @TempDir
    private Path directory;

    @Test
    void eachInTurnIsStoppedAndStartedAndOneIsKilledAndNothingIsLostOrDoubled() throws Exception {
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(SteadyLoad.TABLE);
            Path files = contracts(source);
            try (Instance capture = Instance.capture(servers, files, directory)) {
                capture.awaitReady();
                try (Instance one = Instance.enricher("one", servers, files, directory);
                        Instance two = Instance.enricher("two", servers, files, directory)) {
                    one.awaitReady();
                    two.awaitReady();
                    underLoad(servers, source.contracts(files), one, two);
                }
            }
        }
    }

    private static void underLoad(Servers servers, Contracts contracts, Instance one, Instance two) throws Exception {
        Source source = new Source(servers.database());
        EventReader reader = new EventReader(
                servers.broker().bootstrapServers(),
                RegistrySettings.of(servers.registry().url()),
                Pipeline.topics(contracts));
        try (Connection connection = source.connect();
                Follower follower = Follower.start(reader);
                SteadyLoad load = SteadyLoad.on(source)) {
            follower.await(WARM);
            Drain drain = PipelineIT.drain(servers, contracts);
            drain.await(connection, LIMIT); // What was late at the start is not the restarts' fault.
            for (int round = 0; round < ROUNDS; round++) {
                restart(one, two, follower);
                restart(two, one, follower);
            }
            boolean oneHas = one.hasTask();
            kill(oneHas ? one : two, oneHas ? two : one, follower);
            load.close();
            drain.await(connection, LIMIT);
            follower.await(load.committed());
            assertEachOnceAndInOrder(follower.events(), load.committed());
        }
    }

    private Path contracts(Source source) throws Exception {
        Path files = Files.createDirectories(directory.resolve("contracts"));
        Files.writeString(files.resolve("made.avdl"), CONTRACT);
        Files.writeString(
                files.resolve("source.yaml"), "source: rolling\naudit: { table: public.a, id: id, action: action }\n");
        try (Connection connection = source.connect()) {
            Files.writeString(files.resolve("catalog.yaml"), CatalogFile.write(DatabaseCatalog.read(connection)));
        }
        return files;
    }

    private static void restart(Instance one, Instance other, Follower follower) throws Exception {
        String place = one.hasTask() ? " with the task" : " standing by";
        long stopped = System.currentTimeMillis();
        long took = one.stop().toMillis();
        other.awaitTask();
        follower.awaitNext();
        report("SIGTERM to " + one + place + ": it ended after " + took + " ms", follower, stopped);
        long started = System.currentTimeMillis();
        one.startAgain();
        one.awaitReady();
        long ready = System.currentTimeMillis() - started;
        follower.awaitNext();
        report(one + " started again: it was ready after " + ready + " ms", follower, started);
        one.awaitOneTask(other);
    }

    private static void kill(Instance one, Instance other, Follower follower) throws Exception {
        long killed = System.currentTimeMillis();
        one.kill();
        other.awaitTask();
        long took = System.currentTimeMillis() - killed;
        follower.awaitNext();
        report("kill -9 to " + one + " with the task: the other had it after " + took + " ms", follower, killed);
    }

    private static void report(String what, Follower follower, long since) {
        long latest = follower.since(since).stream()
                .mapToLong(ReceivedEvent::latencyMillis)
                .max()
                .orElse(0);
        System.out.println(what + "; events were late by " + latest + " ms at most");
    }

    private static void assertEachOnceAndInOrder(List<ReceivedEvent> events, int rows) {
        assertThat(events.stream()
                        .map(event -> Integer.valueOf(event.auditId()))
                        .sorted())
                .isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
        Map<String, List<Integer>> byKey = events.stream()
                .collect(Collectors.groupingBy(
                        ReceivedEvent::key,
                        Collectors.mapping(event -> Integer.valueOf(event.auditId()), Collectors.toList())));
        assertThat(byKey.values()).hasSize(10).allSatisfy(ids -> assertThat(ids).isSorted());
    }
}
