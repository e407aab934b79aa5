package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.replica.Replica;
import io.tidings.enricher.replica.Replica.Moment;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Follows the log of one source. Changes are collected from BEGIN to END and applied when END arrives, at END's
 * position. A transaction at or below the last position applied was delivered before and is dropped whole; a BEGIN
 * makes whatever was collected void, because a capture that restarts sends the transaction again.
 */
final class SourceLog {
    private final TableName auditTable;
    private final Replica replica;
    private final TransactionBuffer buffer;
    private final KeyValueStore<Bytes, byte[]> progressStore;
    private final Output output;
    private Progress progress;

    /** When what was applied last was committed; 0 before the first since the start. */
    private long appliedMillis;

    /** Where what is applied goes. */
    interface Output {
        void auditRow(Committed.AuditRow row);

        void unreadable(String reason, byte[] record, long millis);
    }

    SourceLog(
            TableName auditTable,
            Replica replica,
            TransactionBuffer buffer,
            KeyValueStore<Bytes, byte[]> progressStore,
            Output output) {
        this.auditTable = auditTable;
        this.replica = replica;
        this.buffer = buffer;
        this.progressStore = progressStore;
        this.output = output;
        this.progress = Progress.load(progressStore);
    }

    /**
     * Takes the next record of the log.
     *
     * @param raw the record as it came
     * @param millis the record's timestamp
     * @throws BrokenLog when the log breaks a promise that exactness rests on
     */
    void on(Change change, byte[] raw, long millis) {
        change.handle(new Change.Handler() {
            @Override
            public void begin(Change.Begin begin) {
                completeSnapshot(millis);
                buffer.clear();
                save(progress.begun(begin.transaction()));
            }

            @Override
            public void inTransaction(Change.InTransaction row) {
                if (row.transaction().equals(progress.transaction())) {
                    buffer.add(raw);
                }
            }

            @Override
            public void end(Change.End end) {
                SourceLog.this.end(end);
            }

            @Override
            public void snapshotRow(Change.SnapshotRow row) {
                SourceLog.this.snapshotRow(row, millis);
            }

            @Override
            public void unreadable(Change.Unreadable record) {
                output.unreadable(record.reason(), raw, millis);
            }
        });
    }

    /** Drops the history of what ended more than the retention before what was applied last. */
    void forget(Duration retention) {
        replica.forgetBefore(appliedMillis - retention.toMillis());
    }

    private void end(Change.End end) {
        if (end.position() > progress.applied()) {
            requireWhole(end);
            apply(end);
            save(progress.applied(end.position()));
        } else {
            save(progress.ended());
        }
        buffer.clear();
    }

    private void requireWhole(Change.End end) {
        if (!end.transaction().equals(progress.transaction())) {
            throw new BrokenLog("The END of transaction " + end.transaction() + " at position " + end.position()
                    + " came without its BEGIN: the log lacks records, probably because its retention was shorter than"
                    + " the time the enricher stood still. " + BrokenLog.START_ANEW);
        }
        if (buffer.size() != end.changes()) {
            throw new BrokenLog("Transaction " + end.transaction() + " at position " + end.position() + " has "
                    + end.changes() + " changes by its END, and " + buffer.size() + " arrived: the log lacks records. "
                    + BrokenLog.START_ANEW);
        }
    }

    private void apply(Change.End end) {
        TransactionApplier transaction =
                new TransactionApplier(replica, new Moment(end.position(), end.commitMillis()));
        buffer.forEach(raw -> transaction.apply(Envelope.read(raw)));
        AuditRows auditRows = new AuditRows(end);
        buffer.forEach(raw -> auditRows.accept(Envelope.read(raw)));
        appliedMillis = end.commitMillis();
    }

    private void snapshotRow(Change.SnapshotRow row, long millis) {
        if (row.position() != progress.snapshot()) {
            beginSnapshot(row);
        }
        if (replica.keeps(row.row().table())) {
            Key key = replica.key(row.row())
                    .orElseThrow(() -> BrokenLog.withoutKey(row.row().table(), row.position()));
            replica.confirm(key, row.row(), new Moment(row.position(), millis));
        }
        if (row.last()) {
            completeSnapshot(millis);
        }
    }

    private void beginSnapshot(Change.SnapshotRow row) {
        long reached = Math.max(progress.applied(), progress.snapshot());
        if (row.position() < reached) {
            throw new BrokenLog("A snapshot at position " + row.position() + " is behind position " + reached
                    + ", which is applied already. The database is another one, or was restored to"
                    + " an earlier state. Give it a source name of its own.");
        }
        buffer.clear();
        save(progress.inSnapshot(row.position()));
    }

    private void completeSnapshot(long millis) {
        if (progress.snapshot() > 0) {
            replica.endUnconfirmed(new Moment(progress.snapshot(), millis));
            save(progress.applied(progress.snapshot()));
            appliedMillis = millis;
        }
    }

    private void save(Progress next) {
        progress = next.save(progressStore);
    }

    /**
     * Forwards the inserted audit rows of an applied transaction; their updates and deletes are no events, nor is the
     * second half of a change of their key, which comes as a delete and an insert of one LSN.
     */
    private final class AuditRows {
        private final Change.End end;
        private long deletedLsn = -1;
        private int index;

        AuditRows(Change.End end) {
            this.end = end;
        }

        void accept(Change change) {
            if (change instanceof Change.RowChange row && row.row().table().equals(auditTable)) {
                if (row.operation() == Change.Operation.DELETE) {
                    deletedLsn = row.lsn();
                } else if (row.operation() == Change.Operation.INSERT && row.lsn() != deletedLsn) {
                    forward(row.row());
                }
            }
        }

        private void forward(Row inserted) {
            output.auditRow(new Committed.AuditRow(
                    inserted, replica.asOf(end.position()), end.position(), index++, end.commitMillis()));
        }
    }
}
