package io.tidings.enricher.state;

import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.log.ControlRecord;
import java.util.OptionalLong;

/**
 * Finds the first full snapshot in a piece of the log. One whose beginning is not in the piece is none: its first rows may be
 * missing.
 */
public final class SnapshotSearch {
    private static final long NONE = -1;

    private long start = NONE;
    private boolean beginningSeen;
    private long sourceOffset = NONE;
    private long tables;
    private long transactions;

    /** Takes the next record of the log. */
    public void read(long offset, byte[] value) {
        if (start != NONE) {
            return;
        }
        Change change = Envelope.read(value);
        if (change instanceof Change.SnapshotRow row) {
            if (row.position() != tables && beginningSeen) {
                start = sourceOffset == NONE ? offset : sourceOffset;
            }
        } else if (change instanceof Change.Control control) {
            control(offset, control.record());
        } else if (change instanceof Change.Begin
                || change instanceof Change.End
                || change instanceof Change.InTransaction) {
            beginningSeen = true;
            sourceOffset = NONE;
            transactions += change instanceof Change.End ? 1 : 0;
        }
    }

    private void control(long offset, ControlRecord record) {
        if (record instanceof ControlRecord.Source) {
            beginningSeen = true;
            sourceOffset = offset;
            tables = 0;
        } else if (record instanceof ControlRecord.TablesBegin begin) {
            tables = begin.position();
        } else if (record instanceof ControlRecord.SnapshotComplete && sourceOffset != NONE) {
            start = sourceOffset;
        }
    }

    /** Where the snapshot begins; empty when there is none so far. */
    public OptionalLong start() {
        return start == NONE ? OptionalLong.empty() : OptionalLong.of(start);
    }

    /** How many transactions end before it. */
    public long transactions() {
        return transactions;
    }
}
