package io.tidings.capture;

import io.tidings.contracts.plan.AuditTable;
import java.time.Duration;

/**
 * How the engine follows the database.
 *
 * @param slot the replication slot, created when missing; one per source, shared with nobody
 * @param publication the publication, created when missing and kept to the captured tables
 * @param pollInterval how long a change may wait in the engine: latency against idle load
 * @param heartbeatInterval how often a quiet database is made to move its slot
 * @param batchSize the most records in one Kafka transaction
 * @param policy how the slot is treated
 */
public record EngineSettings(
        String slot,
        String publication,
        Duration pollInterval,
        Duration heartbeatInterval,
        int batchSize,
        SlotPolicy policy) {

    private static final String SNAPSHOT = "_snapshot";
    private static final int SLOT_LENGTH = 63;

    /** Checks names and numbers. */
    public EngineSettings {
        Required.that(
                slot.matches("[a-z0-9_]{1,63}"),
                "slot may have lower-case letters, digits and underscores only, 63 at most: '" + slot + "'");
        Required.that(
                publication.matches("[a-z_][a-z0-9_]{0,62}"),
                "publication may have lower-case letters, digits and underscores only, 63 at most: '" + publication
                        + "'");
        Required.that(pollInterval.toMillis() > 0, "pollInterval must be at least 1 ms, not " + pollInterval);
        Required.that(
                heartbeatInterval.toMillis() >= 100,
                "heartbeatInterval must be at least 100 ms, not " + heartbeatInterval);
        Required.that(batchSize > 0, "batchSize must be at least 1, not " + batchSize);
    }

    /** The usual treatment of the slot. */
    public EngineSettings(
            String slot, String publication, Duration pollInterval, Duration heartbeatInterval, int batchSize) {
        this(slot, publication, pollInterval, heartbeatInterval, batchSize, SlotPolicy.USUAL);
    }

    /** The same with another treatment of the slot. */
    public EngineSettings with(SlotPolicy other) {
        return new EngineSettings(slot, publication, pollInterval, heartbeatInterval, batchSize, other);
    }

    /** The slot of a snapshot of single tables, which goes when the snapshot is taken. */
    String snapshotSlot() {
        return slot.substring(0, Math.min(slot.length(), SLOT_LENGTH - SNAPSHOT.length())) + SNAPSHOT;
    }

    /** Slot and publication named after the source, 5 ms, 10 s, 8192 records. */
    public static EngineSettings defaults(String source) {
        String name = AuditTable.nameInDatabase(source);
        return new EngineSettings(name, name, Duration.ofMillis(5), Duration.ofSeconds(10), 8192);
    }
}
