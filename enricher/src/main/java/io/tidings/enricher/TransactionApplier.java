package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.RowChanges;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Toast;
import io.tidings.enricher.replica.Replica;
import io.tidings.enricher.replica.Replica.Moment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies the changes of one committed transaction to the replica, in their order, all at the transaction's moment. */
final class TransactionApplier {
    private final Replica replica;
    private final Moment moment;
    private final RowChanges changes;
    private final Toast toast;

    /** What a delete took away, in case an insert of the same LSN follows: that is a primary key change. */
    private @Nullable Deleted deleted;

    private record Deleted(long lsn, TableName table, Optional<Row> row) {}

    TransactionApplier(Replica replica, Moment moment, RowChanges changes, Toast toast) {
        this.replica = replica;
        this.moment = moment;
        this.changes = changes;
        this.toast = toast;
    }

    void apply(Change change) {
        if (change instanceof Change.Truncate truncate) {
            replica.truncate(truncate.table(), moment, key -> touch(truncate.table(), key));
        }
        if (change instanceof Change.RowChange row && replica.keeps(row.row().table())) {
            if (replica.isKeyless(row.row().table())) {
                applyKeyless(row);
            } else {
                apply(row, key(row.row()));
            }
        }
    }

    private void applyKeyless(Change.RowChange change) {
        Row row = change.row();
        switch (change.operation()) {
            case INSERT -> replica.add(row, moment);
            case DELETE -> replica.remove(row, moment);
            case UPDATE -> {
                Row before = change.before().orElseThrow(() -> BrokenLog.withoutBefore(row.table(), moment.position()));
                replica.remove(before, moment);
                replica.add(toast.filled(row, before), moment);
            }
        }
    }

    private void apply(Change.RowChange change, Key key) {
        TableName table = change.row().table();
        touch(table, key);
        if (change.operation() == Change.Operation.DELETE) {
            deleted = new Deleted(change.lsn(), table, replica.current(table, key));
            replica.delete(table, key, moment);
        } else {
            replica.put(key, filled(change, key), moment);
        }
    }

    /** What a change made of a row is known when the row was. */
    private void touch(TableName table, Key key) {
        if (replica.isComplete(table)) {
            changes.touch(table, key);
        }
    }

    /** Whatever an insert holds was written: a text that reads like the placeholder too. */
    private Row filled(Change.RowChange change, Key key) {
        Row row = change.row();
        Deleted moved = movedBy(change);
        if (!toast.isIn(row) || (moved == null && change.operation() == Change.Operation.INSERT)) {
            return row;
        }
        return (moved == null ? replica.current(row.table(), key) : moved.row)
                .map(earlier -> toast.filled(row, earlier))
                .orElseGet(() -> unknown(row));
    }

    /** What the delete took away of which the change is the second half: together they change a primary key. */
    private @Nullable Deleted movedBy(Change.RowChange change) {
        return deleted != null
                        && change.operation() == Change.Operation.INSERT
                        && deleted.lsn == change.lsn()
                        && deleted.table.equals(change.row().table())
                ? deleted
                : null;
    }

    /** Of a table that is not complete the row comes with the table's snapshot. */
    private Row unknown(Row row) {
        if (!replica.isComplete(row.table())) {
            return row;
        }
        throw new BrokenLog("An update of " + row.table() + " at position " + moment.position() + " leaves out column "
                + toast.column(row).orElse("?") + ", and no earlier version of the row is known. The log does not begin"
                + " with a snapshot of that table. " + BrokenLog.START_ANEW);
    }

    private Key key(Row row) {
        return replica.key(row).orElseThrow(() -> BrokenLog.withoutKey(row.table(), moment.position()));
    }
}
