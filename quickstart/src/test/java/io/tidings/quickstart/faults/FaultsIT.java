package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.Drain;
import io.tidings.quickstart.EventReader;
import io.tidings.quickstart.ReceivedEvent;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guarantee: whatever fails while sessions commit, every committed audit row becomes its event exactly once for a
 * {@code read_committed} consumer, with the content that the database computed at the commit, in the order of the
 * commits. Which faults are struck, and when, is random; {@code -Dtidings.seed=N} repeats it as far as the scheduler lets
 * it, {@code -Dtidings.postgresql=18} chooses one version, and {@code -Dtidings.faults.minutes=N} goes on for so long on
 * each.
 */
class FaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration DURATION = Duration.ofMinutes(Integer.getInteger("tidings.faults.minutes", 0));

    @TempDir
    private Path directory;

    private static Stream<Integer> versions() {
        return Stream.of(System.getProperty("tidings.postgresql", "17,18").split(",")).map(Integer::valueOf);
    }

    @ParameterizedTest(name = "PostgreSQL {0}")
    @MethodSource("versions")
    void noFaultLosesDoublesOrChangesAnEvent(int postgresql) throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("PostgreSQL " + postgresql + " -Dtidings.seed=" + seed);
        FaultWorkload workload = new SessionsWorkload();
        try (Plant plant = Plant.start(directory, postgresql, workload.contracts())) {
            try {
                assertNothingIsLost(plant, workload, seed, "PostgreSQL " + postgresql);
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError("The logs are in " + plant.keepLogs() + "."));
                throw e;
            }
        }
    }

    private static void assertNothingIsLost(Plant plant, FaultWorkload workload, long seed, String title)
            throws Exception {
        try (Connection connection = plant.connect()) {
            workload.install(connection);
            plant.describe(connection);
        }
        startApplications(plant);
        Strikes strikes = new Strikes(plant, new Random(seed));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<String> sessions = CompletableFuture.supplyAsync(() -> {
            try {
                return workload.run(plant::connect, seed, over::get);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            strikes.play(DURATION);
        } finally {
            over.set(true);
        }
        String done = sessions.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        drain(plant);
        int events = compare(plant, workload);
        System.out.println(title + ": " + done + ", " + events + " events compared, faults "
                + strikes.counts() + ", capture started " + plant.capture().launches() + " times "
                + plant.capture().endings() + ", enricher started "
                + plant.enricher().launches() + " times " + plant.enricher().endings());
        assertThat(strikes.counts().keySet()).containsExactly(Fault.values());
        assertThat(events).isPositive();
    }

    /** When this is over, every further commit becomes an event. */
    private static void startApplications(Plant plant) throws Exception {
        plant.capture().start();
        plant.await(() -> plant.capture().hasSaid("Capture begins"), LIMIT, "the capture to begin");
        plant.enricher().start();
        drain(plant);
    }

    private static void drain(Plant plant) throws Exception {
        try (Connection connection = plant.connect()) {
            new Drain(plant.broker().bootstrapServers(), "tidings.changes", "tidings-sessions")
                    .await(connection, LIMIT);
        }
    }

    private static int compare(Plant plant, FaultWorkload workload) throws Exception {
        RegistryClient registry =
                new RegistryClient(RegistrySettings.of(plant.registry().url()));
        try (Connection connection = plant.connect();
                EventReader reader = new EventReader(plant.broker().bootstrapServers(), registry, workload.topics())) {
            FaultWorkload.Verdict verdict = workload.verdict(connection);
            while (!reader.isAtEnd()) {
                List<ReceivedEvent> events = reader.poll();
                events.forEach(verdict);
            }
            return verdict.complete();
        }
    }
}
