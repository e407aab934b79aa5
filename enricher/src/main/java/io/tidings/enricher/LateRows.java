package io.tidings.enricher;

import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.plan.View;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Numbers the audit rows that did not come when they were committed and are told as of a later position. They have a range
 * of indexes of their own at their position, whatever else committed there.
 */
final class LateRows {
    private static final Bytes KEY = Bytes.wrap("late".getBytes(StandardCharsets.UTF_8));

    private final KeyValueStore<Bytes, byte[]> store;

    /** Where the latest rows were told; 0 before the first. */
    private long position;

    private int told;
    private boolean open;

    LateRows(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] stored = store.get(KEY);
        if (stored != null) {
            String[] parts = new String(stored, StandardCharsets.UTF_8).split(" ", 3);
            position = Long.parseLong(parts[0]);
            told = Integer.parseInt(parts[1]);
            open = Boolean.parseBoolean(parts[2]);
        }
    }

    /** Rows follow; all that committed at or before their position must be applied, and nothing else. */
    void begin(ControlRecord.LateBegin begin, long applied) {
        Snapshots.requireNotBehind(begin.position(), applied);
        if (begin.position() != position) {
            position = begin.position();
            told = 0;
        }
        open = true;
        save();
    }

    /** Whether a snapshot's row at that position is one of them. */
    boolean takes(Change.SnapshotRow row) {
        return open && row.position() == position;
    }

    /** What the next of them triggers. */
    Occurrence next(Change.SnapshotRow row, View view, long millis) {
        Occurrence occurrence = new Occurrence(
                new Trigger.Audited(row.row(), view), position, Occurrence.FIRST_LATE_ROW + told, millis);
        told++;
        save();
        return occurrence;
    }

    /** Those were all. */
    void complete(ControlRecord.LateComplete complete) {
        if (!open || complete.position() != position) {
            throw new BrokenLog("The end of audit rows that are told late at position " + complete.position()
                    + " came without its beginning: the log lacks records. " + BrokenLog.START_ANEW);
        }
        open = false;
        save();
    }

    private void save() {
        store.put(KEY, (position + " " + told + " " + open).getBytes(StandardCharsets.UTF_8));
    }
}
