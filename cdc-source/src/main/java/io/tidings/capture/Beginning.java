package io.tidings.capture;

import java.util.Optional;

/** How a capture begins, decided from what Kafka and the database remember of the source. Pure. */
sealed interface Beginning {

    /** Goes on where the stored offset says. */
    record Resume() implements Beginning {}

    /** Makes the slot and takes the first snapshot at exactly the slot's consistent point. */
    record Snapshot() implements Beginning {}

    /**
     * As {@link Snapshot}, but drops our own slot first: an earlier capture died before its snapshot was complete. A
     * snapshot for a slot that exists already would not be at the slot's consistent point: what commits between the two
     * would be missing or come twice. What the dropped slot held is in the new snapshot.
     */
    record SnapshotAgain() implements Beginning {}

    /** Must not begin. */
    record Refuse(String sentence) implements Beginning {}

    /**
     * What is remembered.
     *
     * @param offset Kafka has an offset of the source
     * @param identity what Kafka has of the source's beginning
     * @param slot the database's slot
     */
    record Memory(boolean offset, Optional<SourceIdentity> identity, Optional<ReplicationSlot.State> slot) {}

    static Beginning decide(CaptureSettings settings, SourceIdentity now, Memory memory) {
        Sentences sentences = new Sentences(settings);
        if (memory.identity()
                .filter(then -> !then.systemIdentifier().equals(now.systemIdentifier()))
                .isPresent()) {
            return new Refuse(sentences.otherCluster());
        }
        if (memory.slot().isEmpty()) {
            return memory.offset() ? new Refuse(sentences.slotGone()) : new Snapshot();
        }
        ReplicationSlot.State slot = memory.slot().get();
        if (!"pgoutput".equals(slot.plugin()) || !settings.database().name().equals(slot.database())) {
            return new Refuse(sentences.slotOfSomethingElse());
        }
        if (memory.offset()) {
            return slot.lost() ? new Refuse(sentences.slotLost()) : new Resume();
        }
        return memory.identity().equals(Optional.of(now)) ? new SnapshotAgain() : new Refuse(sentences.slotUnknown());
    }
}
