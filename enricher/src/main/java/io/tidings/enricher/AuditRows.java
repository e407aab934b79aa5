package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Change.RowChange;
import io.tidings.enricher.log.Toast;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Optional<String> partOfKey;
    private final Function<Row, Key> key;

    /** The inserts that still stand, by key; an insert is known by its place among all inserts of the transaction. */
    private final Map<Key, Integer> inserted = new HashMap<>();

    /** What became of an insert: its last version, or nothing. */
    private final Map<Integer, Optional<Row>> revised = new HashMap<>();

    private int inserts;

    /** What a delete took away, in case an insert of the same LSN follows: that is a primary key change. */
    private @Nullable Deleted deleted;

    private record Deleted(
            long lsn,
            Key key,
            @Nullable Integer insert,
            @Nullable Optional<Row> revision) {}

    /** What deletes took away by the audit row's id, in case an insert of that id under another key follows. */
    private final Map<String, Deleted> deletedById = new HashMap<>();

    /** The places among all inserts of those that add no audit row, but bring one back under another key. */
    private final Set<Integer> moves = new HashSet<>();

    private int places;

    /**
     * Begins a transaction.
     *
     * @param id the column that identifies an audit row
     * @param keyColumns those of the primary key: when the id is one of several, a row of a partitioned table can move to
     *     another partition, which comes as a delete and an insert
     */
    AuditRows(TableName table, String id, List<String> keyColumns, Function<Row, Key> key) {
        this.table = table;
        this.partOfKey = Optional.of(id).filter(column -> keyColumns.size() > 1 && keyColumns.contains(column));
        this.key = key;
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
        Key now = key.apply(change.row());
        int place = places++;
        Deleted moved = movedBy(change, now);
        if (moved == null) {
            inserted.put(now, inserts++);
            return;
        }
        moves.add(place);
        if (moved.insert != null) {
            inserted.put(now, moved.insert);
            restore(moved.insert, moved.revision);
            revise(moved.insert, change.row());
        }
    }

    /** What a delete took away of which the insert is the second half. */
    private @Nullable Deleted movedBy(RowChange change, Key now) {
        if (deleted != null && deleted.lsn == change.lsn()) {
            return deleted;
        }
        Deleted sameId = partOfKey
                .map(column -> Text.orNull(change.row().value(column)))
                .map(deletedById::remove)
                .orElse(null);
        return sameId == null || sameId.key.equals(now) ? null : sameId;
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
                            earlier.map(before -> Toast.filled(it, before)).orElse(it)));
        }
    }

    private void delete(RowChange change) {
        Key gone = key.apply(change.row());
        Integer insert = inserted.remove(gone);
        Deleted now = new Deleted(change.lsn(), gone, insert, insert == null ? null : revised.get(insert));
        deleted = now;
        partOfKey.map(column -> Text.orNull(change.row().value(column))).ifPresent(id -> deletedById.put(id, now));
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
        private int place;
        private int visited;

        Reader(Consumer<Row> visitor) {
            this.visitor = visitor;
        }

        @Override
        public void accept(Change change) {
            if (change instanceof RowChange row
                    && row.row().table().equals(table)
                    && row.operation() == Change.Operation.INSERT
                    && !moves.contains(place++)) {
                Row first = row.row();
                Optional<Row> last = revised.getOrDefault(visited++, Optional.of(first));
                last.map(it -> Toast.filled(it, first)).ifPresent(visitor);
            }
        }
    }
}
