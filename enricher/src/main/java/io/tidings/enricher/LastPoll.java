package io.tidings.enricher;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** When the threads have asked for records, by the metrics of Kafka's consumers. */
final class LastPoll {
    private LastPoll() {}

    /** Seconds since a thread has asked for records, the longest of all threads. */
    static double secondsAgo(Map<MetricName, ? extends Metric> metrics) {
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
