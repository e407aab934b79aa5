package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeOptionTest {
    private final TimeOption option = new TimeOption();

    @Test
    void timesAreInstantsOrSoLongAgo() {
        assertThat(option.convert("2026-01-02T03:04:05Z")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(option.convert("2h"))
                .isBetween(
                        Instant.now().minus(Duration.ofHours(3)), Instant.now().minus(Duration.ofHours(1)));
        assertThat(option.convert("7d")).isBefore(Instant.now().minus(Duration.ofDays(6)));
        assertThatThrownBy(() -> option.convert("yesterday")).hasMessageContaining("is no time");
    }
}
