package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.oracle.Comparison;
import io.tidings.quickstart.oracle.OracleWorkload;
import io.tidings.quickstart.oracle.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee: an outage of PostgreSQL, Kafka and registry, each alone or all together, of any length, ends neither
 * application, and loses, doubles or changes no event; both live throughout, are not ready meanwhile and ready soon after,
 * and say it in a few lines. Runs when {@code -Dtidings.outages.seconds=5,60,600} says how long they are; {@code -Dtidings.outages=KAFKA}
 * chooses some, and {@code -Dtidings.seed=N} repeats what the sessions do.
 */
@EnabledIfSystemProperty(
        named = "tidings.outages.seconds",
        matches = ".+",
        disabledReason = "Outages take minutes: -Dtidings.outages.seconds=5,60,600")
class OutagesIT {
    private static final Duration LIMIT = Duration.ofSeconds(300);

    @TempDir
    private Path directory;

    @Test
    void outagesOfAnyLengthAreWaitedFor() throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("-Dtidings.seed=" + seed);
        try (Plant plant = Plant.start(directory, 17, OracleWorkload.contracts())) {
            try {
                System.out.println("-Dtidings.seed=" + seed + ": " + played(plant, seed));
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new AssertionError("The logs are in " + plant.keepLogs() + "."));
                throw e;
            }
        }
    }

    private static String played(Plant plant, long seed) throws Exception {
        new OracleWorkload(plant::connect).install();
        List<String> topics = plant.compile();
        plant.startApplicationsFirst(LIMIT);
        Tally done;
        try (Sessions sessions = Sessions.begin(plant, seed);
                Health enricher = Health.watch(plant.enricher());
                Health capture = Health.watch(plant.capture())) {
            plant.await(() -> enricher.isReady() && capture.isReady(), LIMIT, "both applications to be ready");
            for (OutageRun run : runs(plant)) {
                System.out.println(run.play(enricher, capture));
            }
            done = sessions.end();
        }
        plant.drain(LIMIT);
        Comparison comparison = Sessions.compare(plant, topics);
        assertThat(comparison.events()).isPositive();
        return done + "; " + comparison + "; enricher " + plant.enricher() + "; capture " + plant.capture();
    }

    private static List<OutageRun> runs(Plant plant) {
        List<OutageRun> runs = new ArrayList<>();
        for (String seconds : System.getProperty("tidings.outages.seconds", "5").split(",")) {
            for (Away away : chosen()) {
                runs.add(new OutageRun(plant, away, Duration.ofSeconds(Long.parseLong(seconds))));
            }
        }
        return runs;
    }

    private static List<Away> chosen() {
        String chosen = System.getProperty("tidings.outages", "");
        return chosen.isEmpty()
                ? List.of(Away.values())
                : Stream.of(chosen.split(",")).map(Away::valueOf).toList();
    }
}
