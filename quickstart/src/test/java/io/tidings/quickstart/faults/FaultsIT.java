package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
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
        return Stream.of(System.getProperty("tidings.postgresql", "17,18").split(","))
                .map(Integer::valueOf);
    }

    @ParameterizedTest(name = "PostgreSQL {0}")
    @MethodSource("versions")
    void noFaultLosesDoublesOrChangesAnEvent(int postgresql) throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        String title = "PostgreSQL " + postgresql + " -Dtidings.seed=" + seed;
        System.out.println(title);
        FaultWorkload workload = new SessionsWorkload();
        try (Plant plant = Plant.start(directory, postgresql, workload)) {
            try {
                System.out.println(title + ": " + struck(plant, workload, seed));
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError("The logs are in " + plant.keepLogs() + "."));
                throw e;
            }
        }
    }

    /** Strikes while sessions commit, lets everything arrive, compares; tells what was done. */
    private static String struck(Plant plant, FaultWorkload workload, long seed) throws Exception {
        workload.install(plant::connect);
        startApplications(plant);
        Strikes strikes = new Strikes(plant, new Random(seed));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<String> sessions = CompletableFuture.supplyAsync(() -> {
            try {
                return workload.run(plant::connect, plant.broker().bootstrapServers(), seed, () -> !over.get());
            } catch (Exception e) {
                plant.fail(e);
                throw new IllegalStateException(e);
            }
        });
        try {
            strikes.play(DURATION);
        } finally {
            over.set(true);
        }
        String done = sessions.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        plant.drain(LIMIT);
        RegistryClient registry =
                new RegistryClient(RegistrySettings.of(plant.registry().url()));
        int events = workload.compare(plant::connect, plant.broker().bootstrapServers(), registry);
        assertThat(strikes.counts().keySet()).containsExactly(Fault.values());
        assertThat(events).isPositive();
        return done + "; " + events + " events compared; faults " + strikes.counts() + "; capture "
                + plant.capture() + "; enricher " + plant.enricher();
    }

    /** When this is over, every further commit becomes an event. */
    private static void startApplications(Plant plant) throws Exception {
        plant.describe();
        plant.capture().start();
        plant.await(() -> plant.capture().hasSaid("Capture begins"), LIMIT, "the capture to begin");
        plant.enricher().start();
        plant.drain(LIMIT);
    }
}
