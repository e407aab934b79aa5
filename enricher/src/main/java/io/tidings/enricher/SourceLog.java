package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.replica.Replica;
import io.tidings.enricher.replica.Replica.Moment;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Follows the log of one source. Changes are collected from BEGIN to END and applied when END arrives, at END's
 * position. A transaction at or below the last position applied was delivered before and is dropped whole; a BEGIN
 * makes whatever was collected void, because a capture that restarts sends the transaction again.
 */
final class SourceLog {
    private static final long MINUTE_MILLIS = 60_000;

    private final TableName auditTable;
    private final String auditId;
    private final List<String> auditKey;
    private final Replica replica;
    private final TransactionBuffer buffer;
    private final KeyValueStore<Bytes, byte[]> progressStore;
    private final Output output;
    private Progress progress;

    /** When what was applied last was committed; 0 before the first since the start. */
    private long appliedMillis;

    private long forgottenMillis;

    /** Where what is applied goes. */
    interface Output {
        void auditRow(Committed.AuditRow row);

        void unreadable(String reason, byte[] record, long millis);
    }

    SourceLog(
            AuditTable audit,
            List<String> auditKey,
            Replica replica,
            TransactionBuffer buffer,
            KeyValueStore<Bytes, byte[]> progressStore,
            Output output) {
        this.auditTable = audit.table();
        this.auditId = audit.id();
        this.auditKey = auditKey;
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

    /**
     * Drops the history of what ended more than the retention before what was applied last, whole minutes at a time. To be
     * called after every END: only what depends on the log alone is the same when it is replayed or after a restart.
     */
    void forget(Duration retention) {
        long horizon = Math.floorDiv(appliedMillis - retention.toMillis(), MINUTE_MILLIS) * MINUTE_MILLIS;
        if (horizon != forgottenMillis) {
            replica.forgetBefore(horizon);
            forgottenMillis = horizon;
        }
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
        AuditRows auditRows = new AuditRows(auditTable, auditId, auditKey, row -> auditKey(row, end));
        buffer.forEach(raw -> {
            Change change = Envelope.read(raw);
            transaction.apply(change);
            auditRows.note(change);
        });
        if (!auditRows.isEmpty()) {
            Forward forward = new Forward(end);
            buffer.forEach(raw -> auditRows.visit(Envelope.read(raw), forward));
        }
        appliedMillis = end.commitMillis();
    }

    private Key auditKey(Row row, Change.End end) {
        return Replica.key(row, auditKey).orElseThrow(() -> BrokenLog.withoutKey(auditTable, end.position()));
    }

    private void snapshotRow(Change.SnapshotRow row, long millis) {
        if (row.position() != progress.snapshot()) {
            beginSnapshot(row);
        }
        if (replica.keeps(row.row().table())) {
            Key key = replica.snapshotKey(row.row(), row.position())
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

    /** Numbers the audit rows of a transaction. */
    private final class Forward implements Consumer<Row> {
        private final Change.End end;
        private int index;

        Forward(Change.End end) {
            this.end = end;
        }

        @Override
        public void accept(Row row) {
            output.auditRow(new Committed.AuditRow(
                    row, replica.asOf(end.position()), end.position(), index++, end.commitMillis()));
        }
    }
}
