package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class LastPollTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final LastPoll poll = new LastPoll();

    @Test
    void theThreadThatHasNotAskedForTheLongestTimeCounts() {
        assertThat(poll.secondsAgo(Map.of(), NOW)).isZero();
        assertThat(poll.secondsAgo(
                        Map.of(
                                name("a-consumer"), asked(3),
                                name("b-consumer"), asked(400),
                                name("b-restore-consumer"), asked(900)),
                        NOW))
                .isEqualTo(400);
    }

    @Test
    void whileKafkaIsAwayNobodyIsStuckAndAfterwardsTheTimeCountsFromItsReturn() {
        Map<MetricName, KafkaMetric> stuck = Map.of(name("a-consumer"), asked(900));
        poll.kafkaIsAway(NOW);
        assertThat(poll.secondsAgo(stuck, NOW)).isZero();
        assertThat(poll.secondsAgo(stuck, NOW.plusSeconds(301))).isEqualTo(301);
        assertThat(poll.secondsAgo(stuck, NOW.plusSeconds(2_000))).isEqualTo(900);
    }

    private static MetricName name(String client) {
        return new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of("client-id", client));
    }

    private static KafkaMetric asked(double secondsAgo) {
        Measurable ago = (config, now) -> secondsAgo;
        return new KafkaMetric(new Object(), name("x-consumer"), ago, new MetricConfig(), Time.SYSTEM);
    }
}
