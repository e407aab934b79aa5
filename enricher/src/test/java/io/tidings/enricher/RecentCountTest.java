package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentCountTest {
    private final RecentCount count = new RecentCount(Duration.ofSeconds(10));

    @Test
    void itIsWhatHasComeWithinThePeriod() {
        assertThat(count.since(0, 0)).isZero();
        assertThat(count.since(5, 4_000)).isEqualTo(5);
        assertThat(count.since(7, 10_000)).isEqualTo(7);
        assertThat(count.since(7, 10_001)).isEqualTo(2);
        assertThat(count.since(7, 30_000)).isZero();
    }
}
