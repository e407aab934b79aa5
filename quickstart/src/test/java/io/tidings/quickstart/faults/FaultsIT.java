package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.oracle.Comparison;
import io.tidings.quickstart.oracle.OracleWorkload;
import io.tidings.quickstart.oracle.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guarantee: whatever fails while sessions commit, every committed audit row becomes its event exactly once for a
 * {@code read_committed} consumer, with the content that the database computed at the commit, in the order of the
 * commits. Which faults are struck, and when, is random; {@code -Dtidings.seed=N} repeats it as far as the scheduler lets
 * it, {@code -Dtidings.postgresql=18} chooses one version, {@code -Dtidings.faults=KILL_BROKER,…} some faults, and
 * {@code -Dtidings.faults.minutes=N} goes on for so long on each.
 */
class FaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(300);
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
        try (Plant plant = Plant.start(directory, postgresql, OracleWorkload.contracts())) {
            try {
                System.out.println(title + ": " + struck(plant, seed));
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError("The logs are in " + plant.keepLogs() + "."));
                throw e;
            }
        }
    }

    private static List<Fault> faults() {
        String chosen = System.getProperty("tidings.faults", "");
        return Stream.of(Fault.values())
                .filter(fault -> chosen.isEmpty() || List.of(chosen.split(",")).contains(fault.name()))
                .toList();
    }

    /** Strikes while sessions commit, lets everything arrive, compares; tells what was done. */
    private static String struck(Plant plant, long seed) throws Exception {
        new OracleWorkload(plant::connect).install();
        List<String> topics = plant.compile();
        plant.startApplications(LIMIT);
        Strikes strikes = new Strikes(plant, new Random(seed), faults());
        Tally done;
        try (Sessions sessions = Sessions.begin(plant, seed)) {
            strikes.play(DURATION);
            done = sessions.end();
        }
        plant.drain(LIMIT);
        Comparison comparison = Sessions.compare(plant, topics);
        assertThat(comparison.events()).isPositive();
        assertThat(strikes.counts().keySet()).containsExactlyElementsOf(faults());
        return done + "; " + comparison + "; faults " + strikes.counts() + "; capture " + plant.capture()
                + "; enricher " + plant.enricher();
    }
}
