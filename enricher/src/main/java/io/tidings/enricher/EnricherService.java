package io.tidings.enricher;

import io.micrometer.core.instrument.Gauge;
import io.tidings.service.Check;
import io.tidings.service.KafkaLook;
import io.tidings.service.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** An enricher as operators see it: what makes it ready, and whether it lives. */
final class EnricherService implements AutoCloseable {
    /** A thread that asks for records less often has lost its place in the group (max.poll.interval.ms). */
    static final Duration POLL_LIMIT = Duration.ofMinutes(5);

    /** Records, as Kafka Streams itself counts a copy that can take over (acceptable.recovery.lag). */
    static final long STANDBY_LAG_LIMIT = 10_000;

    private final Service service;
    private final Enricher enricher;
    private final Limits limits;
    private final Clock clock;
    private final KafkaLook kafka;
    private final LagLook lag;
    private final RecentCount deadLetters = new RecentCount(Duration.ofMinutes(5));
    private volatile long standbyLag;

    /**
     * From when on an enricher is not ready.
     *
     * @param lag how long ago what was applied last may have committed while records wait
     * @param deadLetters how many dead letters there may be within five minutes
     */
    record Limits(Duration lag, int deadLetters) {}

    private EnricherService(
            Service service, Enricher enricher, KafkaLook kafka, LagLook lag, Limits limits, Clock clock) {
        this.service = service;
        this.enricher = enricher;
        this.kafka = kafka;
        this.lag = lag;
        this.limits = limits;
        this.clock = clock;
    }

    static EnricherService show(Enricher enricher, EnricherSettings settings, Limits limits, Service service) {
        Clock clock = Clock.systemUTC();
        LagLook lag = new LagLook(enricher, new LogLag(settings), limits.lag(), clock, service.metrics());
        EnricherService shown = new EnricherService(
                service, enricher, new KafkaLook(settings.kafka(), enricher::writtenTopics), lag, limits, clock);
        service.alive(shown::loop);
        service.ready("kafka", shown::kafka);
        service.ready("enricher", () -> List.of(attempt(enricher.waitsFor())));
        service.ready("streams", () -> List.of(shown.state()));
        service.ready("lag", shown.lag);
        service.ready("dead-letters", () -> List.of(shown.deadLetters()));
        for (KafkaStreams.State state : KafkaStreams.State.values()) {
            Gauge.builder("tidings.enricher.state", enricher, it -> it.state() == state ? 1 : 0)
                    .description("1 for the state of Kafka Streams.")
                    .tag("state", state.name())
                    .register(service.metrics());
        }
        Gauge.builder("tidings.standby.lag", shown, it -> it.standbyLag)
                .description("Records by which the copies that it keeps to take over are behind, the farthest.")
                .baseUnit("records")
                .register(service.metrics());
        return shown;
    }

    private List<Check> kafka() throws InterruptedException {
        List<Check> checks = kafka.checks();
        if (!kafka.isClosed()) {
            checks.forEach(enricher::sees);
        }
        return checks;
    }

    static Check attempt(Optional<String> waitsFor) {
        String name = "enricher";
        return waitsFor.map(
                        sentence -> Check.fails(name, sentence + " The enricher goes on by itself when that is over."))
                .orElseGet(() -> Check.passes(name, "It waits for nothing that is away."));
    }

    /** A thread that still takes part in its group asks for records at least this often. */
    private Check loop() {
        String name = "loop";
        return enricher.secondsSincePoll() > POLL_LIMIT.toSeconds()
                ? Check.fails(
                        name,
                        "A thread has not asked for records for " + (long) enricher.secondsSincePoll()
                                + " s; start the enricher again.")
                : Check.passes(name, "It goes round.");
    }

    private Check state() {
        KafkaStreams.State state = enricher.state();
        standbyLag = state == KafkaStreams.State.RUNNING ? enricher.standbyLag() : 0;
        return streams(state, enricher.restoring(), standbyLag);
    }

    /** Also of an instance that has nothing to do, or only keeps copies. */
    static Check streams(KafkaStreams.State state, long restoring, long standbyLag) {
        String name = "streams";
        if (state != KafkaStreams.State.RUNNING || restoring > 0) {
            return Check.fails(
                    name,
                    "Kafka Streams is " + state + (restoring > 0 ? ", " + restoring + " records to restore." : "."));
        }
        if (standbyLag > STANDBY_LAG_LIMIT) {
            return Check.fails(
                    name, "Kafka Streams is RUNNING; what it keeps to take over is " + standbyLag + " records behind.");
        }
        return Check.passes(name, "Kafka Streams is RUNNING, its state restored, the schemas' ids known.");
    }

    private Check deadLetters() {
        String name = "dead-letters";
        long recent = deadLetters.since(enricher.deadLetters(), clock.millis());
        return recent > limits.deadLetters()
                ? Check.fails(
                        name, recent + " dead letters within five minutes; see why with `./tidings dead-letters list`.")
                : Check.passes(name, recent + " dead letters within five minutes.");
    }

    @Override
    public void close() {
        service.stopLooking();
        kafka.close();
        lag.close();
    }
}
