package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTrail;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.plan.View;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.replica.Replica;
import io.tidings.enricher.replica.Replica.Moment;
import java.time.Duration;
import java.util.ArrayList;
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
    /** Audit rows come after all changes of rows, and are numbered alike whichever of these contracts answer. */
    private static final int FIRST_AUDIT_ROW = 0x1000_0000;

    private final Contracts contracts;
    private final TableName auditTable;
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
        void triggered(Committed.Triggered triggered);

        void unreadable(String reason, byte[] record, long millis);
    }

    SourceLog(
            Contracts contracts,
            Replica replica,
            TransactionBuffer buffer,
            KeyValueStore<Bytes, byte[]> progressStore,
            Output output) {
        this.contracts = contracts;
        this.auditTable = contracts.audit().table();
        this.auditKey = contracts.primaryKeys().getOrDefault(auditTable, List.of());
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
        Moment moment = new Moment(end.position(), end.commitMillis());
        RowChanges changes = new RowChanges(contracts);
        TransactionApplier transaction = new TransactionApplier(replica, moment, changes);
        AuditRows auditRows = new AuditRows(auditTable, contracts.audit().id(), auditKey, row -> auditKey(row, end));
        buffer.forEach(raw -> {
            Change change = Envelope.read(raw);
            transaction.apply(change);
            auditRows.note(change);
        });
        View view = replica.asOf(end.position());
        if (!changes.isEmpty()) {
            List<Row> trail = new ArrayList<>();
            read(auditRows, trail::add);
            Numbered forward = new Numbered(end, 0);
            changes.between(replica.asOf(end.position() - 1), view, AuditTrail.of(contracts.audit(), trail))
                    .forEach(forward);
        }
        Numbered forward = new Numbered(end, FIRST_AUDIT_ROW);
        read(auditRows, row -> forward.accept(new Trigger.Audited(row, view)));
        appliedMillis = end.commitMillis();
    }

    private void read(AuditRows auditRows, Consumer<Row> visitor) {
        if (!auditRows.isEmpty()) {
            Consumer<Change> reader = auditRows.reader(visitor);
            buffer.forEach(raw -> reader.accept(Envelope.read(raw)));
        }
    }

    private Key auditKey(Row row, Change.End end) {
        return Key.of(row, auditKey).orElseThrow(() -> BrokenLog.withoutKey(auditTable, end.position()));
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

    /** Numbers what a transaction triggers. */
    private final class Numbered implements Consumer<Trigger> {
        private final Change.End end;
        private int index;

        Numbered(Change.End end, int first) {
            this.end = end;
            this.index = first;
        }

        @Override
        public void accept(Trigger trigger) {
            output.triggered(new Committed.Triggered(trigger, end.position(), index++, end.commitMillis()));
        }
    }
}
