package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitPaceTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CommitPace pace = new CommitPace(INTERVAL, LONGEST, 0);

    @Test
    void whileNothingWaitsACommitIsDueAnIntervalAfterTheLastOneEnded() {
        pace.committed(millis(0), millis(500));
        pace.processed();
        assertThat(pace.isDue(millis(519), false)).isFalse();
        assertThat(pace.isDue(millis(520), false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "33, 100", "40, 120", "1000, 3000", "4000, 5000"})
    void whileSomethingWaitsThePauseGrowsWithWhatTheLastCommitTook(long took, long pause) {
        pace.committed(millis(0), millis(took));
        pace.processed();
        assertThat(pace.isDue(millis(took + pause - 1), true)).isFalse();
        assertThat(pace.isDue(millis(took + pause), true)).isTrue();
    }

    @Test
    void withoutAnythingToCommitNoCommitIsDue() {
        assertThat(pace.isDue(millis(60_000), false)).isFalse();
        pace.processed();
        pace.aborted();
        assertThat(pace.isDue(millis(60_000), false)).isFalse();
        pace.processed();
        pace.committed(millis(60_000), millis(60_001));
        assertThat(pace.isDue(millis(90_000), false)).isFalse();
    }

    /** Half of what the thread reads without commits comes in, and a backlog of a minute's worth waits. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 15, 19, 20, 21, 25, 40, 60, 99, 101, 200, 500, 1000})
    void aBacklogDrainsHoweverLongCommitsTake(long commitMillis) {
        for (double inflow : new double[] {0, 0.1, 1, SimulatedThread.MOST_PER_MILLI / 2}) {
            SimulatedThread thread =
                    new SimulatedThread(SimulatedThread.paced(INTERVAL, LONGEST), commitMillis, inflow, 100_000);
            double withoutCommits = 100_000 / (SimulatedThread.MOST_PER_MILLI - inflow);
            assertThat(thread.millisUntilDrained(10 * withoutCommits))
                    .as("commits of %s ms, %s records/ms", commitMillis, inflow)
                    .isLessThan(3 * withoutCommits + 2 * commitMillis);
        }
    }

    /** What it is for: this is how long events are late where there is time for everything. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 40, 200})
    void whatComesAloneIsCommittedWithinAnIntervalAndTwoCommits(long commitMillis) {
        SimulatedThread thread = new SimulatedThread(SimulatedThread.paced(INTERVAL, LONGEST), commitMillis, 0.1, 0);
        assertThat(thread.longestLatency(60_000)).isLessThanOrEqualTo(INTERVAL.toMillis() + 2 * commitMillis + 10);
    }

    /** The rule that this one replaced: so the simulation is one in which a rule can fail. */
    @ParameterizedTest
    @ValueSource(longs = {21, 40, 200})
    void theRuleOfDecision14NeverDrainsABacklogOnceCommitsTakeLongerThanTheInterval(long commitMillis) {
        SimulatedThread thread = new SimulatedThread(SimulatedThread.byRecords(INTERVAL), commitMillis, 0.1, 100_000);
        assertThat(thread.millisUntilDrained(600_000)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(thread.backlog()).isGreaterThan(100_000);
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
