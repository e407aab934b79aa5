package io.tidings.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.configuration.Configuration;
import io.tidings.problem.Problems;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static Schedule.Times times(Map<String, String> settings) {
        return Schedule.Times.of(Configuration.read(Optional.empty(), Map.of(), settings, new Problems()));
    }

    @Test
    void nothingIsComparedUnlessItIsAskedFor() {
        assertThat(times(Map.of()).compares()).isFalse();
        assertThat(times(Map.of("reconcile.every", "0s")).compares()).isFalse();
    }

    @Test
    void itLooksBackOneDayUnlessToldOtherwise() {
        assertThat(times(Map.of("reconcile.every", "15m", "reconcile.time-column", "created_on")))
                .isEqualTo(new Schedule.Times(Duration.ofMinutes(15), Duration.ofDays(1)));
    }

    @Test
    void withoutTheColumnWithTheTimeItIsRefused() {
        assertThatThrownBy(() -> times(Map.of("reconcile.every", "15m")))
                .isInstanceOf(Refusal.class)
                .hasMessage("Which audit rows are from the last 1d is not known: reconcile.every needs the column with"
                        + " their time, reconcile.time-column.");
    }
}
