package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final Instant FROM = Instant.parse("2026-11-30T10:00:00Z");
    private static final Gap CLOSED =
            new Gap("1", 2, Optional.of(FROM), Optional.of(FROM.plusSeconds(5)), false, "It was dropped");
    private static final Gap OPEN = new Gap("2", 1, Optional.empty(), Optional.empty(), true, "It is dropped");

    private static GapRequest request(boolean last, List<String> rows, Gap... gaps) {
        return new GapRequest("r", "s", GapRequest.revisions(List.of(gaps)), rows, last);
    }

    private static Map<ByteBuffer, ByteBuffer> after(Map<ByteBuffer, ByteBuffer> entries) {
        Map<ByteBuffer, ByteBuffer> stored = new HashMap<>(Gaps.entry("s", CLOSED));
        stored.putAll(entries);
        return stored;
    }

    @Test
    void aRequestIsReadAsItWasWritten() {
        GapRequest request = request(true, List.of("a\"b", "c"), CLOSED, OPEN);
        assertThat(GapRequest.of(request.json())).contains(request);
        assertThat(GapRequest.of("marker")).isEmpty();
        assertThat(GapRequest.of("{}")).isEmpty();
    }

    @Test
    void aGapIsReadAsItWasWritten() {
        assertThat(Gaps.unsettled(after(Gaps.entry("s", OPEN)), "s")).containsExactly(CLOSED, OPEN);
        assertThat(Gaps.unsettled(after(Gaps.entry("s", OPEN)), "other")).isEmpty();
    }

    @Test
    void theLastRowsSettleTheGapTogetherWithTheAnswer() {
        Map<ByteBuffer, ByteBuffer> stored =
                after(new Settling("s", List.of(CLOSED), request(true, List.of("1"), CLOSED)).told(7));
        assertThat(Gaps.unsettled(stored, "s")).isEmpty();
        assertThat(GapAnswer.in(stored, "s")).contains(new GapAnswer("r", true, "Told at position 7."));
    }

    @Test
    void rowsBeforeTheLastLeaveTheGapAndMakeTheSameRequestVoid() {
        GapRequest request = request(false, List.of("1"), CLOSED);
        Map<ByteBuffer, ByteBuffer> stored = after(new Settling("s", List.of(CLOSED), request).told(7));
        List<Gap> left = Gaps.unsettled(stored, "s");
        assertThat(left).hasSize(1);
        assertThat(new Settling("s", left, request).refusal()).isPresent();
    }

    @Test
    void whatIsSettledOrGoesOnIsNotSettledAgain() {
        assertThat(new Settling("s", List.of(), request(true, List.of(), CLOSED)).refusal())
                .isPresent();
        assertThat(new Settling("s", List.of(OPEN), request(true, List.of(), OPEN)).refusal())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("It is dropped; put that right first"));
        assertThat(new Settling("s", List.of(CLOSED), request(true, List.of(), CLOSED)).refusal())
                .isEmpty();
    }

    @Test
    void aNewSnapshotBeginsAGapOnceAndOnlyBehindAnEnd() {
        CaptureSettings settings = Examples.settings()
                .with(new AuditColumn(Examples.settings().tableNames().first(), "id"));
        String source = settings.source();
        assertThat(Gaps.ofNewSnapshot(settings, Map.of(), FROM)).isEmpty();
        Map<ByteBuffer, ByteBuffer> stored = new HashMap<>(new LastEnd(1, 2, FROM.toEpochMilli()).entry(source));
        stored.putAll(Gaps.ofNewSnapshot(settings, stored, FROM.plusSeconds(9)));
        assertThat(Gaps.unsettled(stored, source))
                .singleElement()
                .satisfies(gap -> assertThat(gap.isOpen()).isTrue())
                .satisfies(gap -> assertThat(gap.from()).contains(FROM));
        assertThat(Gaps.ofNewSnapshot(settings, stored, FROM.plusSeconds(10))).isEmpty();
    }
}
