package io.tidings.capture;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.service.Check;
import io.tidings.service.KafkaLook;
import io.tidings.service.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A capture as operators see it: its meters, and what makes it ready. */
final class CaptureService implements AutoCloseable {

    /** Kafka's time-outs end a batch long before. */
    static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    private final KafkaLook kafka;
    private final SlotLook slot;

    private CaptureService(KafkaLook kafka, SlotLook slot) {
        this.kafka = kafka;
        this.slot = slot;
    }

    static CaptureService show(CaptureSettings settings, CaptureProgress progress, Duration lagLimit, Service service) {
        meters(progress, service.metrics());
        service.alive(() -> loop(progress.busyNanos(System.nanoTime())));
        KafkaLook kafka = new KafkaLook(settings.kafka());
        service.ready("kafka", kafka);
        SlotLook slot = new SlotLook(settings, progress, lagLimit, Clock.systemUTC());
        slot.bindTo(service.metrics());
        service.ready("slot", slot);
        return new CaptureService(kafka, slot);
    }

    private static void meters(CaptureProgress progress, MeterRegistry metrics) {
        FunctionCounter.builder("tidings.capture.records", progress, CaptureProgress::records)
                .description("Records written to the log of changes: rows, BEGIN and END.")
                .register(metrics);
        FunctionCounter.builder("tidings.capture.transactions", progress, CaptureProgress::transactions)
                .description("Whole transactions written to the log of changes.")
                .register(metrics);
        Gauge.builder("tidings.capture.last.commit.timestamp", progress, it -> it.lastCommitMillis() / 1000.0)
                .description("When the latest transaction in the log committed; 0 before the first since the start.")
                .baseUnit("seconds")
                .register(metrics);
    }

    static Check loop(long busyNanos) {
        String name = "engine";
        return busyNanos > STUCK_AFTER.toNanos()
                ? Check.fails(
                        name,
                        "The engine has been busy with one batch for " + TimeUnit.NANOSECONDS.toSeconds(busyNanos)
                                + " s; start the capture again.")
                : Check.passes(name, "It goes round.");
    }

    @Override
    public void close() {
        kafka.close();
        slot.close();
    }
}
