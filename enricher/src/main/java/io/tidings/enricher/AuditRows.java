package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Change.RowChange;
import io.tidings.enricher.log.Toast;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The audit rows that a transaction adds, each as the transaction leaves it: what it changes after the insert counts,
 * and what it takes back never was. Its changes to audit rows of earlier transactions are no events; a new primary key
 * is none either. The transaction is read twice, so that only keys and changed rows are in memory.
 */
final class AuditRows {
    private final TableName table;
    private final Function<Row, Key> key;
    private final Toast toast;

    /** The inserts that still stand, by key; an insert is known by its place among all inserts of the transaction. */
    private final Map<Key, Integer> inserted = new HashMap<>();

    /** What became of an insert: its last version, or nothing. */
    private final Map<Integer, Optional<Row>> revised = new HashMap<>();

    private int inserts;

    /** What a delete took away, in case an insert of the same LSN follows: that is a primary key change. */
    private @Nullable Deleted deleted;

    private record Deleted(
            long lsn, @Nullable Integer insert, @Nullable Optional<Row> revision) {}

    AuditRows(TableName table, Function<Row, Key> key, Toast toast) {
        this.table = table;
        this.key = key;
        this.toast = toast;
    }

    /** First reading: takes note of what becomes of the rows. */
    void note(Change change) {
        if (change instanceof Change.Truncate truncate && truncate.table().equals(table)) {
            inserted.values().forEach(insert -> revised.put(insert, Optional.empty()));
            inserted.clear();
        }
        if (change instanceof RowChange row && row.row().table().equals(table)) {
            switch (row.operation()) {
                case INSERT -> insert(row);
                case UPDATE -> revise(inserted.get(key.apply(row.row())), row.row());
                case DELETE -> delete(row);
            }
        }
    }

    private void insert(RowChange change) {
        Deleted moved = deleted;
        if (moved == null || moved.lsn != change.lsn()) {
            inserted.put(key.apply(change.row()), inserts++);
        } else if (moved.insert != null) {
            inserted.put(key.apply(change.row()), moved.insert);
            restore(moved.insert, moved.revision);
            revise(moved.insert, change.row());
        }
    }

    private void restore(Integer insert, @Nullable Optional<Row> revision) {
        if (revision == null) {
            revised.remove(insert);
        } else {
            revised.put(insert, revision);
        }
    }

    private void revise(@Nullable Integer insert, Row row) {
        if (insert != null) {
            revised.merge(
                    insert,
                    Optional.of(row),
                    (earlier, now) -> now.map(it ->
                            earlier.map(before -> toast.filled(it, before)).orElse(it)));
        }
    }

    private void delete(RowChange change) {
        Integer insert = inserted.remove(key.apply(change.row()));
        deleted = new Deleted(change.lsn(), insert, insert == null ? null : revised.get(insert));
        if (insert != null) {
            revised.put(insert, Optional.empty());
        }
    }

    /** Whether there is anything for a second reading to find. */
    boolean isEmpty() {
        return inserted.isEmpty();
    }

    /** Second reading: gives every added row that is still there, as it is at the end. */
    Consumer<Change> reader(Consumer<Row> visitor) {
        return new Reader(visitor);
    }

    private final class Reader implements Consumer<Change> {
        private final Consumer<Row> visitor;
        private int visited;
        private long deletedLsn = -1;

        Reader(Consumer<Row> visitor) {
            this.visitor = visitor;
        }

        @Override
        public void accept(Change change) {
            if (change instanceof RowChange row && row.row().table().equals(table)) {
                if (row.operation() == Change.Operation.DELETE) {
                    deletedLsn = row.lsn();
                } else if (row.operation() == Change.Operation.INSERT && row.lsn() != deletedLsn) {
                    Row first = row.row();
                    Optional<Row> last = revised.getOrDefault(visited++, Optional.of(first));
                    last.map(it -> toast.filled(it, first)).ifPresent(visitor);
                }
            }
        }
    }
}
