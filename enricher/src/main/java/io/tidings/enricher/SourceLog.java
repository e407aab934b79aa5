package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTrail;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.RowChanges;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.plan.View;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Toast;
import io.tidings.enricher.replica.Replica;
import io.tidings.enricher.replica.Replica.Moment;
import io.tidings.log.ControlRecord;
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

    private final Contracts contracts;
    private final TableName auditTable;
    private final List<String> auditKey;
    private final Replica replica;
    private final Snapshots snapshots;
    private final LateRows late;
    private final TransactionBuffer buffer;
    private final KeyValueStore<Bytes, byte[]> progressStore;
    private final Output output;
    private Progress progress;

    /** When what was applied last was committed; 0 before the first since the start. */
    private long appliedMillis;

    private long forgottenMillis;

    /** Where what is applied goes. */
    interface Output {
        void triggered(Occurrence occurrence);

        void redrive(ControlRecord.Redrive request, long millis);

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
        this.snapshots = new Snapshots(replica);
        this.late = new LateRows(progressStore);
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
                requireEnded(begin);
                completeSnapshot(millis);
                buffer.clear();
                save(progress.begun(begin.transaction()));
            }

            @Override
            public void inTransaction(Change.InTransaction row) {
                if (row.transaction().equals(progress.transaction())) {
                    buffer.add(row, raw);
                }
            }

            @Override
            public void end(Change.End end) {
                SourceLog.this.end(end);
            }

            @Override
            public void snapshotRow(Change.SnapshotRow row) {
                if (late.takes(row)) {
                    output.triggered(late.next(row, replica.asOf(row.position()), millis));
                    return;
                }
                Progress next = snapshots.row(row, millis, progress);
                if (next.snapshot() > 0) {
                    buffer.clear();
                }
                if (next.applied() != progress.applied()) {
                    appliedMillis = millis;
                }
                save(next);
            }

            @Override
            public void control(Change.Control control) {
                SourceLog.this.control(control.record(), millis);
            }

            @Override
            public void unreadable(Change.Unreadable record) {
                if (record.marker() && progress.collecting()) {
                    throw new BrokenLog("Within transaction " + progress.transaction()
                            + " a record came that could be its END and cannot be read. " + record.reason() + " "
                            + BrokenLog.START_ANEW);
                }
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

    /** What ended before that time is forgotten, milliseconds since the epoch; 0 when that is not known yet. */
    long forgottenBefore() {
        return forgottenMillis;
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
        Toast toast = progress.hasCapture() ? Toast.OURS : Toast.DEBEZIUMS;
        TransactionApplier transaction = new TransactionApplier(replica, moment, changes, toast);
        AuditRows auditRows =
                new AuditRows(auditTable, contracts.audit().id(), auditKey, row -> auditKey(row, end), toast);
        buffer.forEach(change -> {
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
        Numbered forward = new Numbered(end, Occurrence.FIRST_AUDIT_ROW);
        read(auditRows, row -> forward.accept(new Trigger.Audited(row, view)));
        appliedMillis = end.commitMillis();
    }

    private void read(AuditRows auditRows, Consumer<Row> visitor) {
        if (!auditRows.isEmpty()) {
            buffer.forEach(auditRows.reader(visitor));
        }
    }

    private Key auditKey(Row row, Change.End end) {
        return Key.of(row, auditKey).orElseThrow(() -> BrokenLog.withoutKey(auditTable, end.position()));
    }

    private void completeSnapshot(long millis) {
        if (progress.snapshot() > 0) {
            save(snapshots.complete(replica.tables(), millis, progress));
            appliedMillis = millis;
        }
    }

    private void control(ControlRecord record, long millis) {
        if (record instanceof ControlRecord.Source source) {
            buffer.clear();
            save(progress.captured(source.system()));
        } else if (record instanceof ControlRecord.SnapshotComplete snapshot) {
            save(snapshots.complete(snapshot, millis, progress));
            appliedMillis = millis;
        } else if (record instanceof ControlRecord.TablesBegin begin) {
            save(snapshots.begin(begin, progress));
        } else if (record instanceof ControlRecord.TablesComplete complete) {
            save(snapshots.complete(complete, millis, progress));
        } else if (record instanceof ControlRecord.LateBegin begin) {
            late.begin(begin, progress.applied());
        } else if (record instanceof ControlRecord.LateComplete complete) {
            late.complete(complete);
        } else if (record instanceof ControlRecord.Redrive redrive) {
            output.redrive(redrive, millis);
        }
    }

    /** Our capture says when it starts again; Debezium by itself just does, and sends again what had no END. */
    private void requireEnded(Change.Begin begin) {
        if (progress.foreign() && progress.snapshot() == 0) {
            throw new BrokenLog("The capture follows another database cluster since, " + progress.system()
                    + ", and has taken no snapshot of it: positions of two clusters cannot be compared. "
                    + BrokenLog.START_ANEW);
        }
        if (progress.collecting() && progress.hasCapture()) {
            throw new BrokenLog("Transaction " + begin.transaction() + " begins, and transaction "
                    + progress.transaction() + " has no END: the log lacks records. " + BrokenLog.START_ANEW);
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
            output.triggered(new Occurrence(trigger, end.position(), index++, end.commitMillis()));
        }
    }
}
