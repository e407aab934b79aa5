package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
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

    /** The row that a delete took away, in case an insert of the same LSN follows: that is a primary key change. */
    private @Nullable Deleted deleted;

    private record Deleted(long lsn, Row row) {}

    TransactionApplier(Replica replica, Moment moment) {
        this.replica = replica;
        this.moment = moment;
    }

    void apply(Change change) {
        if (change instanceof Change.Truncate truncate) {
            replica.truncate(truncate.table(), moment);
        }
        if (change instanceof Change.RowChange row && replica.keeps(row.row().table())) {
            apply(row, key(row.row()));
        }
    }

    private void apply(Change.RowChange change, Key key) {
        TableName table = change.row().table();
        if (change.operation() == Change.Operation.DELETE) {
            deleted = replica.current(table, key)
                    .map(row -> new Deleted(change.lsn(), row))
                    .orElse(null);
            replica.delete(table, key, moment);
        } else {
            replica.put(key, filled(change, key), moment);
        }
    }

    private Row filled(Change.RowChange change, Key key) {
        Row row = change.row();
        if (!Toast.isIn(row)) {
            return row;
        }
        return movedFrom(change)
                .or(() -> replica.current(row.table(), key))
                .map(earlier -> Toast.filled(row, earlier))
                .orElseThrow(() -> unknown(row));
    }

    /** The row under its old key, when the change is the second half of a primary key change. */
    private Optional<Row> movedFrom(Change.RowChange change) {
        Deleted moved = deleted;
        if (moved == null
                || change.operation() != Change.Operation.INSERT
                || moved.lsn != change.lsn()
                || !moved.row.table().equals(change.row().table())) {
            return Optional.empty();
        }
        return Optional.of(moved.row);
    }

    private BrokenLog unknown(Row row) {
        return new BrokenLog("An update of " + row.table() + " at position " + moment.position() + " leaves out column "
                + Toast.column(row).orElse("?") + ", and no earlier version of the row is known. The log does not begin"
                + " with a snapshot of that table; let the capture take a new one.");
    }

    private Key key(Row row) {
        return replica.key(row)
                .orElseThrow(() -> new BrokenLog("A change of " + row.table() + " at position " + moment.position()
                        + " lacks a column of the primary key. The table's key is not the one in the catalog; write"
                        + " the catalog anew with `./tidings contracts catalog` and start again."));
    }
}
