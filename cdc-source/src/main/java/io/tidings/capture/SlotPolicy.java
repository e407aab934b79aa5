package io.tidings.capture;

/**
 * How the replication slot is treated.
 *
 * @param budgetBytes how much write-ahead log the database may keep for it; 0 for any amount
 * @param beyond what happens beyond that
 * @param failover whether PostgreSQL is to copy it to its standby servers; PostgreSQL 17 and later
 * @param standby whether a capture waits while another one has the slot; PostgreSQL 14 and later
 */
public record SlotPolicy(long budgetBytes, Beyond beyond, boolean failover, boolean standby) {

    /** Any amount is kept, nothing is copied, and the newest capture takes over at once. */
    public static final SlotPolicy USUAL = new SlotPolicy(0, Beyond.ALERT, false, false);

    /** What happens when the database keeps more than the budget. */
    public enum Beyond {
        /** It is said. */
        ALERT,
        /** The slot is dropped, so that the database can remove the log; the next start takes a new snapshot. */
        DROP_AND_RESNAPSHOT
    }

    /** Checks the budget. */
    public SlotPolicy {
        Required.that(budgetBytes >= 0, "budgetBytes must not be negative: " + budgetBytes);
    }

    /** Whether so much is more than the database may keep. */
    boolean isPassedBy(long retainedBytes) {
        return budgetBytes > 0 && retainedBytes > budgetBytes;
    }

    /** Whether a slot that is gone may be replaced, with a new snapshot, without being asked. */
    boolean dropsTheSlot() {
        return budgetBytes > 0 && beyond == Beyond.DROP_AND_RESNAPSHOT;
    }
}
