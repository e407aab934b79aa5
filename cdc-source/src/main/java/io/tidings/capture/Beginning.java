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

    /**
     * Forgets the offset, drops the slot, if it is there, and begins as {@link Snapshot}: changes are missing, and either
     * somebody asked for it, or the slot may be replaced without being asked.
     */
    record NewSnapshot() implements Beginning {}

    /** Must not begin. */
    record Refuse(String sentence) implements Beginning {}

    /**
     * What is remembered.
     *
     * @param offset Kafka has an offset of the source
     * @param identity what Kafka has of the source's beginning
     * @param slot the database's slot
     * @param last what Kafka has of the last transaction in the log
     */
    record Memory(
            boolean offset,
            Optional<SourceIdentity> identity,
            Optional<ReplicationSlot.State> slot,
            Optional<LastEnd> last) {

        private boolean slotBeginsAfterTheLog() {
            return slot.isPresent()
                    && last.isPresent()
                    && slot.get().acknowledged() > last.get().position();
        }
    }

    /** How it begins, for the log. */
    default String sentence(int tables) {
        return this instanceof Resume
                ? "it goes on from the stored offset"
                : "it takes a " + (this instanceof Snapshot ? "first" : "new") + " snapshot of " + tables
                        + (tables == 1 ? " table" : " tables");
    }

    /** Whether a new snapshot may replace what is missing. */
    enum NewSnapshots {
        /** Somebody has to say so. */
        NEVER,
        /** When the slot is gone or useless. */
        WHEN_CHANGES_ARE_MISSING,
        /** Somebody says so. */
        NOW
    }

    static Beginning decide(CaptureSettings settings, SourceIdentity now, Memory memory, NewSnapshots allowed) {
        Sentences sentences = new Sentences(settings);
        if (memory.identity()
                .filter(then -> !then.systemIdentifier().equals(now.systemIdentifier()))
                .isPresent()) {
            return new Refuse(sentences.otherCluster());
        }
        if (memory.slot().filter(slot -> !slot.canBeOurs(settings.database())).isPresent()) {
            return new Refuse(sentences.slotOfSomethingElse());
        }
        boolean known = memory.identity().equals(Optional.of(now));
        if (memory.slot().isPresent() && !known && (!memory.offset() || allowed == NewSnapshots.NOW)) {
            return new Refuse(sentences.slotUnknown());
        }
        if (allowed == NewSnapshots.NOW) {
            return new NewSnapshot();
        }
        if (!memory.offset()) {
            return memory.slot().isPresent() ? new SnapshotAgain() : new Snapshot();
        }
        Optional<String> missing = missing(sentences, memory);
        if (missing.isEmpty()) {
            return new Resume();
        }
        return known && allowed == NewSnapshots.WHEN_CHANGES_ARE_MISSING
                ? new NewSnapshot()
                : new Refuse(missing.get());
    }

    /** Why changes cannot be read any more, if so. */
    private static Optional<String> missing(Sentences sentences, Memory memory) {
        if (memory.slot().isEmpty()) {
            return Optional.of(sentences.slotGone());
        }
        if (memory.slot().get().lost()) {
            return Optional.of(sentences.slotLost());
        }
        return memory.slotBeginsAfterTheLog() ? Optional.of(sentences.slotMadeAgain()) : Optional.empty();
    }
}
