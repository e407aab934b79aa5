package io.tidings.capture;

import io.tidings.service.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, beside the engine and without Kafka, how much write-ahead log the database keeps for the slot, and says when
 * that passes the budget. While no capture runs, nobody watches.
 */
final class SlotBudget implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SlotBudget.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final CaptureSettings settings;
    private final Rounds rounds = Rounds.inThread("capture-budget");
    private boolean passed;
    private boolean watches;

    SlotBudget(CaptureSettings settings) {
        this.settings = settings;
    }

    /** Looks before anything runs: a capture that cannot start because Kafka is down holds the log back all the same. */
    void lookBeforeTheStart() {
        try (Connection connection = settings.database().connect()) {
            ReplicationSlot slot = slot(connection);
            boolean drops = slot.state()
                    .filter(state -> state.activePid() == 0 && state.canBeOurs(settings.database()))
                    .isPresent();
            Optional<Long> beyond = beyond(slot);
            if (drops && beyond.isPresent() && settings.engine().policy().dropsTheSlot()) {
                slot.drop();
                LOG.warn(new Sentences(settings).slotDropped(beyond.get()));
            }
        } catch (SQLException e) {
            LOG.debug("The slot cannot be looked at; the start says why", e);
        }
    }

    /** Goes on looking, until it is closed. Whoever may drop the slot gets the bytes each time, on the watch's thread. */
    void watch(LongConsumer dropper) {
        if (settings.engine().policy().budgetBytes() == 0 || watches) {
            return;
        }
        watches = true;
        Duration heartbeats = settings.engine().heartbeatInterval();
        Duration pause = heartbeats.compareTo(LONGEST_PAUSE) < 0 ? heartbeats : LONGEST_PAUSE;
        rounds.every(pause, () -> look(dropper));
    }

    private void look(LongConsumer dropper) {
        try (Connection connection = settings.database().connect()) {
            Optional<Long> beyond = beyond(slot(connection));
            if (beyond.isPresent() && settings.engine().policy().dropsTheSlot()) {
                dropper.accept(beyond.get());
            }
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("source", settings.source())
                    .addKeyValue("reason", Failure.reason(e))
                    .log("The slot's budget cannot be watched");
        }
    }

    /** The bytes that are kept, when they are too many, which is said once. */
    private Optional<Long> beyond(ReplicationSlot slot) throws SQLException {
        Optional<Long> beyond = slot.standing()
                .map(ReplicationSlot.Standing::retainedBytes)
                .filter(settings.engine().policy()::isPassedBy);
        if (beyond.isPresent() && !passed) {
            LOG.warn(new Sentences(settings).budgetPassed(beyond.get()));
        } else if (beyond.isEmpty() && passed) {
            LOG.atInfo().addKeyValue("source", settings.source()).log("The slot is within its budget again");
        }
        passed = beyond.isPresent();
        return beyond;
    }

    private ReplicationSlot slot(Connection connection) {
        return new ReplicationSlot(connection, settings.engine().slot());
    }

    @Override
    public void close() {
        rounds.close();
    }
}
