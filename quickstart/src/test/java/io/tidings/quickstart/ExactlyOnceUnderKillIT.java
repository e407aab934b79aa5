package io.tidings.quickstart;

import static org.junit.jupiter.api.Assertions.fail;

import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.SqlScript.Block;
import io.tidings.quickstart.Truth.Expected;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: whenever capture and enricher are killed, every committed audit row becomes its event exactly once for a
 * {@code read_committed} consumer, with the content that the database computed at the commit. The moments of the kills
 * are random; {@code -Dtidings.seed=N} repeats them as far as the scheduler lets it.
 */
class ExactlyOnceUnderKillIT {
    private static final int KILLS = 6;
    private static final Duration LIMIT = Duration.ofSeconds(180);

    @TempDir
    private Path directory;

    @Test
    void killsLoseAndDoubleNothing() throws Exception {
        assertExactlyOnce(Portal.isAtHand() ? Portal.workload() : Workload.demo());
    }

    private void assertExactlyOnce(Workload workload) throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("tidings.seed=" + seed);
        try (Servers servers =
                Servers.start(directory, Path.of("target", "registry"), new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(workload.database());
            Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
            try (Connection connection = source.connect();
                    Application capture = Application.start("capture", servers, PortalDatabase.CONTRACTS, directory)) {
                Truth.install(connection);
                awaitBegin(capture);
                try (Application enricher = Application.start("enrich", servers, PortalDatabase.CONTRACTS, directory)) {
                    Drain drain = PipelineIT.drain(servers, contracts);
                    drain.await(connection, LIMIT);
                    new Faults(new Random(seed), capture, enricher)
                            .play(workload.script().blocks(), connection);
                    drain.await(connection, LIMIT);
                }
                List<Expected> expected = Truth.expected(connection);
                List<ReceivedEvent> received = PipelineIT.received(servers, contracts);
                Comparison.assertSame(expected, received);
                Comparison.assertOrdered(received);
            }
        }
    }

    /** The enricher refuses to start before the capture has created the log. */
    private static void awaitBegin(Application capture) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!capture.log().contains("Capture begins")) {
            if (!capture.isAlive() || System.nanoTime() > deadline) {
                fail("The capture does not begin: " + capture.log());
            }
            Thread.sleep(50);
        }
    }

    /** Plays blocks and kills between them: now one application, now the other, now both. */
    private record Faults(Random random, Application capture, Application enricher) {

        void play(List<Block> blocks, Connection connection) throws Exception {
            int next = 0;
            for (int kill = 0; kill <= KILLS; kill++) {
                int end = kill == KILLS ? blocks.size() : (kill + 1) * blocks.size() / (KILLS + 1);
                for (; next < end; next++) {
                    blocks.get(next).run(connection, (open, transaction) -> Truth.beforeCommit(open));
                }
                if (kill < KILLS) {
                    strike(kill);
                }
            }
        }

        private void strike(int kill) throws Exception {
            // A random moment of the work under way, from starting to idle; nothing waits for it.
            Thread.sleep(random.nextInt(3_000));
            if (kill % 3 != 1) {
                capture.kill();
                capture.startAgain();
            }
            if (kill % 3 != 0) {
                enricher.kill();
                enricher.startAgain();
            }
        }
    }
}
