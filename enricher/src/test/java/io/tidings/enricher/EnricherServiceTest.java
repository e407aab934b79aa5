package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.service.Check;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class EnricherServiceTest {

    @Test
    void oneThatHasNothingToDoOrKeepsCopiesThatAreWarmIsReady() {
        assertThat(EnricherService.streams(State.RUNNING, 0, 0).passes()).isTrue();
        assertThat(EnricherService.streams(State.RUNNING, 0, 10_000).passes()).isTrue();
    }

    @Test
    void oneWhoseCopiesAreFarBehindIsNotReadyAndSaysByHowMuch() {
        Check check = EnricherService.streams(State.RUNNING, 0, 10_001);
        assertThat(check.passes()).isFalse();
        assertThat(check.sentence()).contains("10001 records behind");
    }

    @Test
    void oneThatRestoresOrDoesNotRunIsNotReady() {
        assertThat(EnricherService.streams(State.RUNNING, 1, 0).passes()).isFalse();
        assertThat(EnricherService.streams(State.REBALANCING, 0, 0).passes()).isFalse();
        assertThat(EnricherService.streams(State.PENDING_SHUTDOWN, 0, 0).passes())
                .isFalse();
    }
}
