package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
    private static final int ROUNDS = 2;

    @TempDir
    private Path directory;

    @Test
    void eachInTurnIsStoppedAndStartedAndOneIsKilledAndNothingIsLostOrDoubled() throws Exception {
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(SteadyLoad.TABLE);
            Path files = contracts(source);
            Contracts contracts = source.contracts(files);
            try (Instance capture = Instance.capture(servers, files, directory)) {
                capture.awaitReady();
                try (Instance one = Instance.enricher("one", servers, files, directory);
                        Instance two = Instance.enricher("two", servers, files, directory)) {
                    one.awaitReady();
                    two.awaitReady();
                    EventReader reader = new EventReader(
                            servers.broker().bootstrapServers(),
                            RegistrySettings.of(servers.registry().url()),
                            Pipeline.topics(contracts));
                    try (Follower follower = Follower.start(reader);
                            SteadyLoad load = SteadyLoad.on(source)) {
                        follower.awaitNext();
                        for (int round = 0; round < ROUNDS; round++) {
                            restart(one, two, follower);
                            restart(two, one, follower);
                        }
                        kill(one.hasTask() ? one : two, one.hasTask() ? two : one, follower);
                        load.close();
                        follower.await(load.committed());
                        PipelineIT.drain(servers, contracts).await(source.connect(), java.time.Duration.ofSeconds(120));
                        assertEachOnceAndInOrder(follower.events(), load.committed());
                    }
                }
            }
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
        String had = one.hasTask() ? " with the task" : " standing by";
        long stopped = System.currentTimeMillis();
        long millis = one.stop().toMillis();
        other.awaitTask(true);
        follower.awaitNext();
        report("SIGTERM to " + one + had + ": it ended after " + millis + " ms", follower, stopped);
        long started = System.currentTimeMillis();
        one.startAgain();
        one.awaitReady();
        follower.awaitNext();
        report(
                one + " ready again after " + (System.currentTimeMillis() - started) + " ms"
                        + (one.hasTask() ? " with the task" : ""),
                follower,
                started);
        other.awaitTask(!one.hasTask());
    }

    private static void kill(Instance one, Instance other, Follower follower) throws Exception {
        long killed = System.currentTimeMillis();
        one.kill();
        other.awaitTask(true);
        long has = System.currentTimeMillis() - killed;
        follower.awaitNext();
        report("kill -9 of " + one + ": the other has the task after " + has, follower, killed);
    }

    private static void report(String what, Follower follower, long since) {
        List<ReceivedEvent> events = follower.since(since);
        long latest =
                events.stream().mapToLong(ReceivedEvent::latencyMillis).max().orElse(0);
        System.out.println(what + "; events were late by " + latest + " ms at most");
    }

    private static void assertEachOnceAndInOrder(List<ReceivedEvent> events, int rows) {
        assertThat(events.stream().map(event -> Integer.valueOf(event.cause())).sorted())
                .isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
        Map<String, List<Integer>> byKey = events.stream()
                .collect(Collectors.groupingBy(
                        ReceivedEvent::key,
                        Collectors.mapping(event -> Integer.valueOf(event.cause()), Collectors.toList())));
        assertThat(byKey.values()).hasSize(10).allSatisfy(ids -> assertThat(ids).isSorted());
    }
}
