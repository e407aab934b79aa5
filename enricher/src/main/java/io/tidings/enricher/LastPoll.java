package io.tidings.enricher;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** When the threads have asked for records, by the metrics of Kafka's consumers. */
final class LastPoll {
    private volatile Instant away = Instant.EPOCH;

    /** Kafka does not answer now: a thread that waits for it to take a commit does not ask for records, and is not stuck. */
    void kafkaIsAway(Instant now) {
        away = now;
    }

    /** Seconds since a thread has asked for records, the longest of all threads, or since Kafka was away when that is later. */
    double secondsAgo(Map<MetricName, ? extends Metric> metrics, Instant now) {
        return Math.min(secondsAgo(metrics), Duration.between(away, now).toSeconds());
    }

    private static double secondsAgo(Map<MetricName, ? extends Metric> metrics) {
        return metrics.entrySet().stream()
                .filter(metric ->
                        metric.getKey().name().equals("last-poll-seconds-ago") && isOfMainConsumer(metric.getKey()))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Number number ? number.doubleValue() : 0)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static boolean isOfMainConsumer(MetricName name) {
        String client = name.tags().getOrDefault("client-id", "");
        return client.endsWith("-consumer") && !client.endsWith("-restore-consumer");
    }
}
