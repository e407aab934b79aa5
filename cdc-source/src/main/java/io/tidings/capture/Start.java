package io.tidings.capture;

import io.tidings.log.ControlRecord;
import io.tidings.problem.Outage;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the {@link Beginning} of a capture: slot and memory stand as the engine needs them afterwards. */
final class Start {

    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    private final CaptureSettings settings;
    private final Connection connection;
    private final ReplicationSlot slot;
    private final Offsets offsets;
    private final ChangeLog log;
    private final Ownership ownership;
    private final Clock clock;

    Start(
            CaptureSettings settings,
            Connection connection,
            Offsets offsets,
            ChangeLog log,
            Ownership ownership,
            Clock clock) {
        this.settings = settings;
        this.connection = connection;
        this.slot = new ReplicationSlot(connection, settings.engine().slot());
        this.offsets = offsets;
        this.log = log;
        this.ownership = ownership;
        this.clock = clock;
    }

    /**
     * Prepares the slot.
     *
     * @param place where the log stands
     * @param newSnapshot whether somebody asks for a new snapshot of everything
     * @return how capture begins
     * @throws CaptureException when capture must not begin
     */
    Beginning prepare(Server server, LogPlace place, boolean newSnapshot) throws SQLException {
        Map<ByteBuffer, ByteBuffer> stored = offsets.durable();
        SourceIdentity now =
                new SourceIdentity(server.system(), settings.engine().slot());
        Optional<SourceIdentity> then = SourceIdentity.in(stored, settings.source());
        Optional<ReplicationSlot.State> state = slot.state();
        requirePlace(stored, place, newSnapshot);
        Beginning beginning = Beginning.decide(
                settings,
                now,
                new Beginning.Memory(
                        SourceIdentity.offsetIn(stored, settings.source()),
                        then,
                        state,
                        LastEnd.in(stored, settings.source())),
                newSnapshot ? Beginning.NewSnapshots.NOW : new DropPermission(settings).newSnapshots(stored));
        if (beginning instanceof Beginning.Refuse refuse) {
            throw new CaptureException(List.of(refuse.sentence()));
        }
        requireWhatIsCaptured(server);
        if (!(beginning instanceof Beginning.Resume)) {
            requireThatASlotCanBeMade();
        }
        if (state.isPresent()) {
            slot.takeOver(state.get());
        }
        begin(server, place, beginning, now);
        if (beginning instanceof Beginning.Resume) {
            follow(state.orElseThrow());
        } else {
            dropEarlierSlots(now, then);
        }
        LOG.atInfo()
                .addKeyValue("source", settings.source())
                .log("Capture begins: " + beginning.sentence(settings.tables().size()));
        return beginning;
    }

    /** Before anything is written: what a wrong place holds would be neither right nor to be mended. */
    private void requirePlace(Map<ByteBuffer, ByteBuffer> stored, LogPlace place, boolean newSnapshot) {
        Optional<String> owner = place.takenBy(stored, settings.source());
        if (owner.isPresent()) {
            throw new CaptureException(List.of(new Sentences(settings).placeTaken(place, owner.get())));
        }
        Optional<LogPlace> before = LogPlace.in(stored, settings.source());
        if (!newSnapshot && before.isPresent() && !before.get().equals(place)) {
            Sentences sentences = new Sentences(settings);
            throw new CaptureException(List.of(
                    before.get().isNamedAs(place)
                            ? sentences.logMadeAnew(place)
                            : sentences.placeChanged(before.get(), place)));
        }
    }

    /** Before anything is dropped: what nobody ends is said at once, not when the engine gives up. */
    private void requireThatASlotCanBeMade() throws SQLException {
        Optional<String> blockers = new SlotBlockers(connection, settings).lasting();
        if (blockers.isPresent()) {
            throw new Outage(blockers.get());
        }
    }

    private void follow(ReplicationSlot.State state) throws SQLException {
        if (settings.engine().policy().failover() && !state.failover()) {
            slot.copyToStandbyServers(settings.database());
            LOG.atInfo()
                    .addKeyValue("source", settings.source())
                    .addKeyValue("slot", settings.engine().slot())
                    .log("The slot is copied to standby servers from now on");
        }
    }

    /** The one of the name, and the one that the capture had before the name was changed. */
    private void dropEarlierSlots(SourceIdentity now, Optional<SourceIdentity> then) throws SQLException {
        Set<String> names = new TreeSet<>(Set.of(now.slot()));
        then.ifPresent(identity -> names.add(identity.slot()));
        for (String name : names) {
            ReplicationSlot earlier = new ReplicationSlot(connection, name);
            if (earlier.state()
                    .filter(state -> state.canBeOurs(settings.database()))
                    .isPresent()) {
                earlier.dropIfPresent();
                LOG.atWarn()
                        .addKeyValue("source", settings.source())
                        .addKeyValue("slot", name)
                        .log("Slot dropped, a new snapshot begins");
            }
        }
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

    // The identity before the slot exists, so that a slot without an offset is known to be ours; the offset goes before
    // the slot does, so that whoever dies between them leaves what SnapshotAgain repairs.
    private void begin(Server server, LogPlace place, Beginning beginning, SourceIdentity now) {
        Map<ByteBuffer, ByteBuffer> entries = new HashMap<>(new DropPermission(settings).entry());
        if (!(beginning instanceof Beginning.Resume)) {
            entries.putAll(now.entry(settings.source()));
            entries.putAll(SourceIdentity.noOffset(settings.source()));
            entries.putAll(Gaps.ofNewSnapshot(settings, offsets.durable(), clock.instant()));
        }
        entries.putAll(ownership.entry());
        entries.putAll(place.entry(settings.source()));
        ControlRecord.Source source = new ControlRecord.Source(server.system(), server.timeline());
        log.write(List.of(LogRecord.of(source, clock.millis())), entries);
        offsets.remember(entries);
        ownership.taken();
    }
}
