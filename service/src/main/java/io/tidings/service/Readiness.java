package io.tidings.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything every few seconds, so that whoever asks is answered at once. What was not looked at for too long
 * does not pass.
 */
final class Readiness implements AutoCloseable {
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    static final Duration OUTDATED_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;
    private final Rounds rounds;

    /** What a look has seen. */
    private record Seen(List<Check> checks, long nanos) {
        /** Before the first look. */
        static Seen nothing(String name) {
            return new Seen(List.of(Check.fails(name, "Not looked at yet.")), 0);
        }

        boolean isNothing() {
            return nanos == 0;
        }

        boolean differs(Seen other) {
            return !passing().equals(other.passing());
        }

        private List<Boolean> passing() {
            return checks.stream().map(Check::passes).toList();
        }
    }

    Readiness(MeterRegistry metrics) {
        this(metrics, Rounds.inThreads("readiness", 2));
    }

    Readiness(MeterRegistry metrics, Rounds rounds) {
        this.metrics = metrics;
        this.rounds = rounds;
        Gauge.builder("tidings.ready", this, readiness -> readiness.passes() ? 1 : 0)
                .description("1 when every check passes, as /readyz says.")
                .register(metrics);
    }

    void add(String name, Look look) {
        seen.put(name, Seen.nothing(name));
        Gauge.builder("tidings.check", () -> checks(name).stream().allMatch(Check::passes) ? 1 : 0)
                .description("1 when the check passes.")
                .tag("check", name)
                .register(metrics);
        rounds.every(BETWEEN_LOOKS, () -> look(name, look));
    }

    private void look(String name, Look look) {
        Seen now;
        try {
            now = new Seen(List.copyOf(look.checks()), System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            now = new Seen(List.of(Check.fails(name, firstLine(e))), System.nanoTime());
        }
        // What closing interrupts fails because of that, and the application's last word is why it ends.
        if (rounds.isClosed()) {
            return;
        }
        Seen before = seen.put(name, now);
        if (before != null && !before.isNothing() && now.differs(before)) {
            now.checks()
                    .forEach(check -> LOG.atInfo()
                            .addKeyValue("check", check.name())
                            .addKeyValue("passes", check.passes())
                            .addKeyValue("sentence", check.sentence())
                            .log("Readiness"));
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private List<Check> checks(String name) {
        Seen last = seen.get(name);
        if (last == null) {
            return List.of();
        }
        boolean outdated = !last.isNothing() && System.nanoTime() - last.nanos() > OUTDATED_AFTER.toNanos();
        return outdated
                ? List.of(Check.fails(name, "Nothing was heard of it for " + OUTDATED_AFTER.toSeconds() + " s."))
                : last.checks();
    }

    List<Check> checks() {
        List<Check> all = new ArrayList<>();
        seen.keySet().stream().sorted().forEach(name -> all.addAll(checks(name)));
        return all.isEmpty() ? List.of(Check.fails("start", "It starts.")) : all;
    }

    private boolean passes() {
        return checks().stream().allMatch(Check::passes);
    }

    @Override
    public void close() {
        rounds.interrupt();
    }
}
