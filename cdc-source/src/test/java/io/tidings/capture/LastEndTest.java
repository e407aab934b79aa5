package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastEndTest {
    private static final String HISTORY = """
            1\t0/3000000\tno recovery target specified
            2\t1/5000A8\tbefore 2026-01-01
            """;

    @Test
    void whatIsBeforeTheSwitchIsPartOfTheLaterTimeline() {
        assertThat(new LastEnd(1, 0x3000000L).wasLeftBehind(HISTORY)).isFalse();
        assertThat(new LastEnd(2, 0x1005000A8L).wasLeftBehind(HISTORY)).isFalse();
    }

    @Test
    void whatIsBehindTheSwitchWasLeft() {
        assertThat(new LastEnd(1, 0x3000001L).wasLeftBehind(HISTORY)).isTrue();
        assertThat(new LastEnd(2, 0x1005000A9L).wasLeftBehind(HISTORY)).isTrue();
    }

    @Test
    void aTimelineThatIsNoAncestorWasLeft() {
        assertThat(new LastEnd(3, 1).wasLeftBehind(HISTORY)).isTrue();
        assertThat(new LastEnd(3, 1).wasLeftBehind("")).isTrue();
    }

    @Test
    void aServerThatHasWrittenLessIsBehind() {
        assertThat(new LastEnd(1, 11).isAheadOf(new Server("7", 1, 10))).isTrue();
        assertThat(new LastEnd(1, 10).isAheadOf(new Server("7", 1, 10))).isFalse();
    }

    @Test
    void itIsRememberedAsItWas() {
        LastEnd end = new LastEnd(3, Long.MAX_VALUE);
        assertThat(LastEnd.in(end.entry("portal"), "portal")).contains(end);
        assertThat(LastEnd.in(end.entry("portal"), "another")).isEmpty();
    }

    @Test
    void positionsHavePostgresqlsForm() {
        assertThat(Lsn.text(0x1005000A8L)).isEqualTo("1/5000A8");
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFE")).isEqualTo(-2L);
    }
}
