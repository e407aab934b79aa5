package io.tidings.enricher;

import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * How far the reading of the log is, by the metrics of Kafka's consumers.
 *
 * @param records that are still to be read
 * @param secondsSincePoll since a thread has asked for records, the longest of all threads
 */
record ReadingLag(double records, double secondsSincePoll) {

    static ReadingLag of(Map<MetricName, ? extends Metric> metrics) {
        return new ReadingLag(
                values(metrics, "records-lag").sum(),
                values(metrics, "last-poll-seconds-ago").max().orElse(0));
    }

    private static DoubleStream values(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name) && isOfMainConsumer(metric.getKey()))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Number number ? number.doubleValue() : 0)
                .filter(Double::isFinite);
    }

    private static boolean isOfMainConsumer(MetricName name) {
        String client = name.tags().getOrDefault("client-id", "");
        return client.endsWith("-consumer") && !client.endsWith("-restore-consumer");
    }
}
