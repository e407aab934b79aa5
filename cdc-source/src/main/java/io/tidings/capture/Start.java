package io.tidings.capture;

import io.tidings.log.ControlRecord;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the {@link Beginning} of a capture: slot and memory stand as the engine needs them afterwards. */
final class Start {

    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    private final CaptureSettings settings;
    private final ReplicationSlot slot;
    private final Offsets offsets;
    private final ChangeLog log;
    private final Clock clock;

    Start(CaptureSettings settings, ReplicationSlot slot, Offsets offsets, ChangeLog log, Clock clock) {
        this.settings = settings;
        this.slot = slot;
        this.offsets = offsets;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Prepares the slot.
     *
     * @return how capture begins
     * @throws CaptureException when capture must not begin
     */
    Beginning prepare(Server server) throws SQLException {
        Map<ByteBuffer, ByteBuffer> stored = offsets.durable();
        SourceIdentity now =
                new SourceIdentity(server.system(), settings.engine().slot());
        Optional<ReplicationSlot.State> state = slot.state();
        Beginning beginning = Beginning.decide(
                settings,
                now,
                new Beginning.Memory(
                        SourceIdentity.offsetIn(stored, settings.source()),
                        SourceIdentity.in(stored, settings.source()),
                        state));
        if (beginning instanceof Beginning.Refuse refuse) {
            throw new CaptureException(List.of(refuse.sentence()));
        }
        if (beginning instanceof Beginning.Resume) {
            requireWhatIsCaptured(server);
        }
        if (state.isPresent()) {
            slot.takeOver(state.get());
        }
        if (beginning instanceof Beginning.SnapshotAgain) {
            LOG.atWarn()
                    .addKeyValue("source", settings.source())
                    .addKeyValue("slot", settings.engine().slot())
                    .log(
                            "The last capture ended before its first snapshot was complete; its slot is dropped, and it begins again");
            slot.drop();
        }
        begin(server, beginning instanceof Beginning.Resume ? Map.of() : now.entry(settings.source()));
        LOG.atInfo()
                .addKeyValue("source", settings.source())
                .addKeyValue("how", beginning)
                .log("Capture begins");
        return beginning;
    }

    private void requireWhatIsCaptured(Server server) throws SQLException {
        Optional<LastEnd> last = LastEnd.in(offsets.durable(), settings.source());
        if (last.isEmpty()) {
            return;
        }
        boolean left = last.get().timeline() != server.timeline()
                && last.get().wasLeftBehind(server.history(settings.database()));
        if (left || last.get().isAheadOf(server)) {
            throw new CaptureException(List.of(new Sentences(settings).databaseWentBack(last.get(), server)));
        }
    }

    // The identity before the slot exists, so that a slot without an offset is known to be ours.
    private void begin(Server server, Map<ByteBuffer, ByteBuffer> identity) {
        ControlRecord.Source source = new ControlRecord.Source(server.system(), server.timeline());
        log.write(List.of(LogRecord.of(source, clock.millis())), identity);
        offsets.remember(identity);
    }
}
