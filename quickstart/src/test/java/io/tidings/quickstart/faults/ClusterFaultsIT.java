package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.oracle.Comparison;
import io.tidings.quickstart.oracle.OracleWorkload;
import io.tidings.quickstart.oracle.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee: whatever happens to one broker of three, and to two, no event is lost, doubled or changed, neither application
 * ends, and events flow again. {@code -Dtidings.faults.brokers=3} strikes all faults, as long as {@link #TIMES} says, 1 a
 * frozen broker only, and {@code -Dtidings.faults=KILL_LEADER} some.
 */
@EnabledIfSystemProperty(
        named = "tidings.faults.brokers",
        matches = "1|3",
        disabledReason = "A cluster needs a quiet machine: -Dtidings.faults.brokers=3, or 1 for one fault")
class ClusterFaultsIT {
    private static final int BROKERS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final boolean THOROUGH = Integer.getInteger("tidings.faults.brokers", 1) == BROKERS;
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final Map<ClusterFault, Duration> TIMES = Map.of(
            ClusterFault.FREEZE_LEADER, Duration.ofSeconds(45),
            ClusterFault.TWO_OF_THREE_AWAY, Duration.ofSeconds(60));

    /** Generous: what is wanted is 15 seconds, on a machine with nothing else to do. */
    private static final Duration LONGEST_GAP_OF_ONE_FROZEN = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    void noFaultOfBrokersLosesDoublesOrChangesAnEvent() throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("-Dtidings.seed=" + seed);
        try (Plant plant = Plant.startWithCluster(directory, 17, OracleWorkload.contracts(), BROKERS)) {
            try {
                System.out.println("-Dtidings.seed=" + seed + ": " + struck(plant, seed));
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError("The logs are in " + plant.keepLogs() + "."));
                throw e;
            }
        }
    }

    private static String struck(Plant plant, long seed) throws Exception {
        new OracleWorkload(plant::connect).install();
        List<String> topics = plant.compile();
        plant.startApplications(LIMIT);
        Tally done;
        try (Sessions sessions = Sessions.begin(plant, seed);
                Gaps gaps = Gaps.watch(plant.brokers().bootstrapServers(), topics)) {
            for (ClusterFault fault : faults()) {
                strike(plant, gaps, fault);
            }
            done = sessions.end();
        }
        plant.drain(LIMIT);
        Comparison comparison = Sessions.compare(plant, topics);
        assertThat(comparison.events()).isPositive();
        return done + "; " + comparison + "; enricher " + plant.enricher() + "; capture " + plant.capture();
    }

    private static void strike(Plant plant, Gaps gaps, ClusterFault fault) throws Exception {
        ClusterState.awaitInSync(plant);
        plant.progress().await();
        Duration before = gaps.longest();
        long begun = System.nanoTime();
        fault.strike(plant, THOROUGH ? TIMES.getOrDefault(fault, SHORT) : SHORT);
        double healed = (System.nanoTime() - begun) / 1e9;
        plant.progress().await();
        Duration gap = gaps.longest();
        System.out.printf(
                "| %-17s | healed after %5.1f s | gap %5.1f s | before it %5.1f s |%n",
                fault, healed, gap.toMillis() / 1e3, before.toMillis() / 1e3);
        if (THOROUGH && fault == ClusterFault.FREEZE_LEADER) {
            assertThat(gap).isLessThan(LONGEST_GAP_OF_ONE_FROZEN);
        }
    }

    private static List<ClusterFault> faults() {
        String chosen = System.getProperty("tidings.faults", THOROUGH ? "" : ClusterFault.FREEZE_LEADER.name());
        return chosen.isEmpty()
                ? List.of(ClusterFault.values())
                : Stream.of(chosen.split(",")).map(ClusterFault::valueOf).toList();
    }
}
