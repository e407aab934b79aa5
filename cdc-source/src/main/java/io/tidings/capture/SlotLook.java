package io.tidings.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.capture.ReplicationSlot.Standing;
import io.tidings.service.Check;
import io.tidings.service.Look;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How the replication slot stands, as the database says. */
final class SlotLook implements Look, AutoCloseable {
    private static final String NAME = "slot";
    private static final List<String> WAL_STATUSES = List.of("reserved", "extended", "unreserved", "lost");

    private static final Check STANDS_BY = Check.passes(NAME, "It stands by; another capture streams.");

    private final CaptureSettings settings;
    private final CaptureProgress progress;
    private final Duration lagLimit;
    private final Clock clock;
    private volatile Optional<Standing> last = Optional.empty();
    private @Nullable Connection connection;

    SlotLook(CaptureSettings settings, CaptureProgress progress, Duration lagLimit, Clock clock) {
        this.settings = settings;
        this.progress = progress;
        this.lagLimit = lagLimit;
        this.clock = clock;
    }

    void bindTo(MeterRegistry metrics) {
        gauge("tidings.slot.active", "1 while a capture streams from the replication slot.", it -> it.active() ? 1 : 0)
                .register(metrics);
        gauge("tidings.slot.lag", "Write-ahead log that is not known to be in Kafka.", Standing::lagBytes)
                .baseUnit("bytes")
                .register(metrics);
        gauge("tidings.slot.retained", "Write-ahead log that the database keeps for the slot.", Standing::retainedBytes)
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder(
                        "tidings.slot.budget",
                        settings,
                        it -> it.engine().policy().budgetBytes())
                .description("How much of it the database may keep; 0 for any amount.")
                .baseUnit("bytes")
                .register(metrics);
        WAL_STATUSES.forEach(status -> gauge(
                        "tidings.slot.wal.status",
                        "1 for what pg_replication_slots.wal_status is.",
                        it -> status.equals(it.walStatus()) ? 1 : 0)
                .tag("status", status)
                .register(metrics));
        Gauge.builder("tidings.capture.lag", this, SlotLook::lagSeconds)
                .description("Since when nothing that committed has come into the log; heartbeats commit too.")
                .baseUnit("seconds")
                .register(metrics);
    }

    private Gauge.Builder<SlotLook> gauge(String name, String description, ToDoubleFunction<Standing> value) {
        return Gauge.builder(
                        name, this, look -> look.last.map(value::applyAsDouble).orElse(Double.NaN))
                .description(description);
    }

    private double lagSeconds() {
        long commit = progress.lastCommitMillis();
        return commit == 0 ? Double.NaN : (clock.millis() - commit) / 1000.0;
    }

    @Override
    public List<Check> checks() throws SQLException {
        try {
            last = new ReplicationSlot(connection(), settings.engine().slot()).standing();
            return List.of(check(last));
        } catch (SQLException e) {
            last = Optional.empty();
            close();
            throw e;
        }
    }

    Check check(Optional<Standing> found) {
        if (found.isPresent()) {
            return check(found.get());
        }
        return progress.standsBy()
                ? STANDS_BY
                : Check.fails(NAME, "There is no replication slot '" + name() + "' yet.");
    }

    private Check check(Standing standing) {
        if (standing.isLost()) {
            return Check.fails(
                    NAME, "The database has removed what the slot '" + name() + "' needed; " + Sentences.REPAIR);
        }
        if (settings.engine().policy().isPassedBy(standing.retainedBytes())) {
            return Check.fails(NAME, new Sentences(settings).budgetPassed(standing.retainedBytes()));
        }
        if (progress.standsBy()) {
            return STANDS_BY;
        }
        if (!standing.active()) {
            return Check.fails(NAME, "Nothing streams from the slot '" + name() + "'.");
        }
        long commit = progress.lastCommitMillis();
        if (commit == 0) {
            return Check.fails(NAME, "No transaction has come through the slot '" + name() + "' since the start.");
        }
        Duration behind = Duration.ofMillis(Math.max(0, clock.millis() - commit));
        return behind.compareTo(lagLimit) > 0
                ? Check.fails(
                        NAME,
                        "The capture is " + behind.toSeconds() + " s behind the database, " + standing.lagBytes()
                                + " bytes of write-ahead log.")
                : Check.passes(NAME, "It streams; the database keeps " + standing.retainedBytes() + " bytes for it.");
    }

    private String name() {
        return settings.engine().slot();
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null || !open.isValid(1)) {
            close();
            open = settings.database().connect();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is gone either way.
                last = Optional.empty();
            }
        }
    }
}
