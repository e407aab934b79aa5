package io.tidings.enricher;

import io.tidings.enricher.replica.Replica;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** How much a task's replica keeps, as metrics of Kafka Streams: group {@value #GROUP}, tag {@code task-id}. */
final class ReplicaMetrics {
    static final String GROUP = "tidings-replica-metrics";

    private final Sensor rows;
    private final Sensor ended;
    private final Sensor forgotten;
    private final Sensor forgottenBefore;

    ReplicaMetrics(ProcessorContext<?, ?> context) {
        String task = context.taskId().toString();
        rows = gauge(context, task, "rows", "Current rows.");
        ended = gauge(context, task, "ended", "What has ended and can still be read: versions of rows, and entries.");
        forgotten = gauge(context, task, "forgotten", "Marks that something is forgotten.");
        forgottenBefore = gauge(
                context, task, "forgotten-before", "What ended before is forgotten, milliseconds since the epoch.");
    }

    private static Sensor gauge(ProcessorContext<?, ?> context, String task, String name, String description) {
        StreamsMetrics metrics = context.metrics();
        Sensor sensor = metrics.addSensor("tidings-" + task + "-" + name, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(name, GROUP, description, Map.of("task-id", task)), new Value());
        return sensor;
    }

    void record(Replica.Size size, long forgottenBeforeMillis) {
        rows.record(size.rows());
        ended.record(size.ended());
        forgotten.record(size.forgotten());
        forgottenBefore.record(forgottenBeforeMillis);
    }
}
