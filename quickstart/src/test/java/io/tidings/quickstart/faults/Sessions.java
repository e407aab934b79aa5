package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.oracle.Comparison;
import io.tidings.quickstart.oracle.ExpectedEvents;
import io.tidings.quickstart.oracle.OracleWorkload;
import io.tidings.quickstart.oracle.Pace;
import io.tidings.quickstart.oracle.ReceivedEvents;
import io.tidings.quickstart.oracle.Tally;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The oracle's sessions while faults are struck, and its truth. Whether a lost commit counts, the truth knows. */
final class Sessions implements AutoCloseable {

    private static final int SESSIONS = 4;
    private static final long END_LIMIT_SECONDS = 60;
    /** What leaves the applications, on two cores, time to follow. */
    private static final long PAUSE_NANOS = 50_000_000;

    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Tally> done;

    private Sessions(Plant plant, long seed) {
        done = CompletableFuture.supplyAsync(() -> {
            try {
                return run(plant, seed);
            } catch (Exception e) {
                plant.fail(e);
                throw new CompletionException(e);
            }
        });
    }

    /** They go on until they are ended, with other connections when they lose theirs. */
    static Sessions begin(Plant plant, long seed) {
        return new Sessions(plant, seed);
    }

    private Tally run(Plant plant, long seed) throws Exception {
        try (Pace pace = new Pace(
                plant::connect, plant.brokers().bootstrapServers(), "tidings.changes", plant.applicationId())) {
            return new OracleWorkload(plant::connect).run(SESSIONS, new Random(seed), () -> {
                pace.hold();
                LockSupport.parkNanos(PAUSE_NANOS);
                return !over.get();
            });
        }
    }

    /** Ends them; tells what they did. */
    Tally end() throws Exception {
        close();
        return done.get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        over.set(true);
    }

    /** Compares every event with the truth. */
    static Comparison compare(Plant plant, List<String> topics) throws Exception {
        RegistryClient registry =
                new RegistryClient(RegistrySettings.of(plant.registry().url()));
        try (Connection connection = plant.connect();
                ExpectedEvents expected = OracleWorkload.expected(connection);
                ReceivedEvents received = new ReceivedEvents(plant.brokers().bootstrapServers(), registry, topics)) {
            Comparison comparison = OracleWorkload.compare(expected, received);
            assertThat(comparison.differences()).isEmpty();
            return comparison;
        }
    }
}
