package io.tidings.capture;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    Start(CaptureSettings settings, ReplicationSlot slot, Offsets offsets, ChangeLog log) {
        this.settings = settings;
        this.slot = slot;
        this.offsets = offsets;
        this.log = log;
    }

    /**
     * Prepares the slot.
     *
     * @throws CaptureException when capture must not begin
     */
    void prepare(String systemIdentifier) throws SQLException {
        Map<ByteBuffer, ByteBuffer> stored = offsets.durable();
        SourceIdentity now =
                new SourceIdentity(systemIdentifier, settings.engine().slot());
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
        if (state.isPresent()) {
            slot.takeOver(state.get());
        }
        if (beginning instanceof Beginning.SnapshotAgain) {
            LOG.warn(
                    "The last capture ended before its first snapshot was complete; dropping its slot and beginning"
                            + " again: source={} slot={}",
                    settings.source(),
                    settings.engine().slot());
            slot.drop();
        }
        if (!(beginning instanceof Beginning.Resume)) {
            remember(now);
        }
        LOG.info("Capture begins: source={} how={}", settings.source(), beginning);
    }

    // Before the slot exists, so that a slot without an offset is known to be ours.
    private void remember(SourceIdentity identity) {
        offsets.stage(identity.entry(settings.source()));
        log.write(List.of(), offsets.staged());
        offsets.stagedIsDurable();
    }

    static String systemIdentifier(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select system_identifier::text from pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }
}
