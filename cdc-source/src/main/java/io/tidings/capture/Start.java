package io.tidings.capture;

import io.tidings.log.ControlRecord;
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
        Beginning beginning = new Decision(settings, connection, stored).on(server, place, newSnapshot);
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

    // The identity before the slot exists, so that a slot without an offset is known to be ours; the offset goes before
    // the slot does, so that whoever dies between them leaves what SnapshotAgain repairs.
    private void begin(Server server, LogPlace place, Beginning beginning, SourceIdentity now) {
        Map<ByteBuffer, ByteBuffer> entries = new HashMap<>(new DropPermission(settings).entry());
        if (!(beginning instanceof Beginning.Resume)) {
            entries.putAll(now.entry(settings.source()));
            entries.putAll(SourceIdentity.noOffset(settings.source()));
        }
        entries.putAll(ownership.entry());
        entries.putAll(place.entry(settings.source()));
        ControlRecord.Source source = new ControlRecord.Source(server.system(), server.timeline());
        log.write(List.of(LogRecord.of(source, clock.millis())), entries);
        offsets.remember(entries);
        ownership.taken();
    }
}
