package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.service.Check;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagLookTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long NOW = 1_000_000;

    @Test
    void atTheEndOfTheLogItIsReadyHoweverLongAgoTheLastTransactionWas() {
        Check check = check(Map.of("0_0", 0L), Map.of("0_0", 1L));
        assertThat(check.passes()).isTrue();
        assertThat(check.sentence()).isEqualTo("Everything in the log is applied.");
    }

    @Test
    void recordsThatWaitForAShortTimeAreNoReason() {
        Check check = check(Map.of("0_0", 12L), Map.of("0_0", NOW - 60_000));
        assertThat(check.passes()).isTrue();
        assertThat(check.sentence())
                .isEqualTo("What was applied last committed 60 s ago, and at most 12 records of the log are still to be"
                        + " applied.");
    }

    @Test
    void recordsThatWaitWhileNothingIsAppliedAre() {
        Check check = check(Map.of("0_0", 12L), Map.of("0_0", NOW - 61_000));
        assertThat(check.passes()).isFalse();
        assertThat(check.sentence()).contains(" 61 s ago").contains("at most 12 records");
    }

    @Test
    void theTaskThatIsFarthestBehindCountsAndOneWithoutRecordsDoesNot() {
        assertThat(check(Map.of("0_0", 5L, "0_1", 7L), Map.of("0_0", NOW, "0_1", NOW - 61_000))
                        .passes())
                .isFalse();
        assertThat(check(Map.of("0_0", 5L, "0_1", 0L), Map.of("0_0", NOW, "0_1", NOW - 61_000))
                        .passes())
                .isTrue();
        assertThat(check(Map.of("0_0", 5L, "0_1", 0L), Map.of("0_0", NOW, "0_1", 0L))
                        .passes())
                .isTrue();
    }

    @Test
    void whatAnotherInstanceHasIsThatOnesConcern() {
        assertThat(check(Map.of("0_0", 0L, "0_1", 9_000_000L), Map.of("0_0", 1L))
                        .passes())
                .isTrue();
        assertThat(check(Map.of("0_0", 9_000_000L), Map.of()).sentence())
                .isEqualTo("It has no part of the log to apply.");
    }

    @Test
    void beforeAnythingIsAppliedItSaysSo() {
        Check check = check(Map.of("0_0", 3L), Map.of("0_0", 0L));
        assertThat(check.passes()).isFalse();
        assertThat(check.sentence()).startsWith("Since the start no transaction is applied");
    }

    private static Check check(Map<String, Long> records, Map<String, Long> applied) {
        return LagLook.check(records, applied, LIMIT, NOW);
    }
}
