package io.tidings.capture;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.service.Check;
import io.tidings.service.KafkaLook;
import io.tidings.service.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A capture as operators see it: its meters, and what makes it ready. */
final class CaptureService implements AutoCloseable {

    /** Kafka's time-outs end a batch long before. */
    static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    private final Service service;
    private final KafkaLook kafka;
    private final SlotLook slot;

    private CaptureService(Service service, KafkaLook kafka, SlotLook slot) {
        this.service = service;
        this.kafka = kafka;
        this.slot = slot;
    }

    static CaptureService show(CaptureSettings settings, Capture capture, Duration lagLimit, Service service) {
        CaptureProgress progress = capture.progress();
        meters(progress, service.metrics());
        service.alive(() -> loop(progress.busyNanos(System.nanoTime())));
        service.ready("capture", () -> List.of(attempt(capture.waitsFor())));
        service.ready("tables", () -> List.of(tables(progress.tablesProblem())));
        service.ready("gaps", () -> List.of(gaps(progress.gaps())));
        KafkaLook kafka = new KafkaLook(
                settings.kafka(),
                () -> List.of(settings.topics().changes(), settings.topics().offsets()));
        service.ready("kafka", kafka);
        SlotLook slot = new SlotLook(settings, progress, lagLimit, Clock.systemUTC());
        slot.bindTo(service.metrics());
        service.ready("slot", slot);
        return new CaptureService(service, kafka, slot);
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
        Gauge.builder("tidings.capture.gaps", progress, it -> it.gaps().size())
                .description(
                        "Times in which audit rows may have been committed that did not come, and nobody settled it.")
                .register(metrics);
    }

    static Check attempt(Optional<String> waitsFor) {
        String name = "capture";
        return waitsFor.map(
                        sentence -> Check.fails(name, sentence + " The capture goes on by itself when that is over."))
                .orElseGet(() -> Check.passes(name, "It waits for nothing that is away."));
    }

    static Check tables(Optional<String> problem) {
        String name = "tables";
        return problem.map(sentence -> Check.fails(name, sentence))
                .orElseGet(() -> Check.passes(name, "Every change of the captured tables comes."));
    }

    static Check gaps(List<Gap> unsettled) {
        String name = "gaps";
        return unsettled.stream()
                .findFirst()
                .map(gap -> Check.fails(
                        name,
                        gap.sentence() + " `./tidings gaps list` names them; `./tidings gaps tell` has them told late,"
                                + " `./tidings gaps let-go` leaves them untold."
                                + (unsettled.size() > 1 ? " There are " + unsettled.size() + " such gaps." : "")))
                .orElseGet(() -> Check.passes(name, "No audit row is known to have been missed."));
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
        service.stopLooking();
        kafka.close();
        slot.close();
    }
}
