package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Lookup;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import io.tidings.contracts.plan.View;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The captured tables with their history, in one ordered store. A change keeps the version it replaces, with the
 * positions between which it held, so that any past position within the retention can be read. Changes of one
 * transaction have one position: a version that it made and replaced itself was never visible and is not kept.
 */
public final class Replica {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<TableName, List<String>> primaryKeys;
    private final CurrentRows rows;
    private final KeylessRows keyless;
    private final Map<TableName, List<String>> lookups;
    private final Sizes sizes;
    private final History history;
    private final CompleteTables complete;

    /** The position of the last change applied; before the first one since the start, as good as infinite. */
    private long latest = Long.MAX_VALUE;

    /**
     * Opens the replica.
     *
     * @param primaryKeys the key columns of every table kept
     * @param lookups the columns by which rows are looked up; entries missing in the store are made now
     * @param memory for rows that are in memory too, bytes of heap
     */
    public Replica(
            KeyValueStore<Bytes, byte[]> store,
            Map<TableName, List<String>> primaryKeys,
            Collection<Lookup> lookups,
            long memory) {
        this(store, primaryKeys, Map.of(), lookups, memory);
    }

    /**
     * Opens the replica.
     *
     * @param primaryKeys the key columns of every table kept; none for a table without primary key
     * @param keyless the columns of every table kept that has no primary key
     * @param lookups the columns by which rows are looked up; entries missing in the store are made now
     * @param memory for rows that are in memory too, bytes of heap
     */
    public Replica(
            KeyValueStore<Bytes, byte[]> store,
            Map<TableName, List<String>> primaryKeys,
            Map<TableName, List<String>> keyless,
            Collection<Lookup> lookups,
            long memory) {
        this.store = store;
        this.rows = new CurrentRows(store, memory);
        this.primaryKeys = primaryKeys;
        this.keyless = new KeylessRows(store, keyless);
        this.sizes = new Sizes(store);
        this.history = new History(store, sizes);
        this.complete = new CompleteTables(store, primaryKeys);
        this.lookups = new LookupColumns(store).of(lookups, this);
    }

    /** A point of the log: what every change of a transaction is stamped with. */
    public record Moment(long position, long millis) {}

    /**
     * How much is kept.
     *
     * @param rows current rows
     * @param ended what has ended and can still be read: versions of rows, and their entries of looked-up values
     * @param forgotten marks that something is forgotten, one for each row and looked-up value
     */
    public record Size(long rows, long ended, long forgotten) {}

    /** How much is kept now. */
    public Size size() {
        return sizes.now();
    }

    /** Keeps how much is kept; to be called at the end of each transaction. */
    public void saveSize() {
        sizes.save();
    }

    /** The database as it stood at a position; changes made here later do not show in it. */
    public View asOf(long position) {
        return new AsOf(store, rows, history, complete, position, position < latest);
    }

    /** Whether nothing is forgotten of how the database stood at a position. */
    public boolean reaches(long position) {
        return position >= history.horizon();
    }

    /** Whether rows of that table are kept. */
    public boolean keeps(TableName table) {
        return primaryKeys.containsKey(table);
    }

    /** The row's key; empty when one of its key columns is null or missing, which no database allows. */
    public Optional<Key> key(Row row) {
        return Key.of(row, primaryKeys.getOrDefault(row.table(), List.of()));
    }

    /** Whether the rows of that table have no primary key: equal ones are told apart by nothing but their number. */
    public boolean isKeyless(TableName table) {
        return keyless.holds(table);
    }

    /** There is one more such row, of a table without primary key. */
    public void add(Row row, Moment moment) {
        put(keyless.next(row), row, moment);
    }

    /** There is one such row less, of a table without primary key; nothing happens when there is none. */
    public void remove(Row row, Moment moment) {
        keyless.one(row).ifPresent(key -> delete(row.table(), key, moment));
    }

    /** The row as the last change left it. */
    public Optional<Row> current(TableName table, Key key) {
        return Optional.ofNullable(rows.row(table, key)).map(Version::row);
    }

    /** The row is now this one. */
    public void put(Key key, Row row, Moment moment) {
        put(key, row, moment, 0);
    }

    private void put(Key key, Row row, Moment moment, long seen) {
        latest = moment.position();
        Version before = rows.row(row.table(), key);
        if (before != null) {
            keepVersion(key, before, moment);
        } else {
            sizes.rows(1);
        }
        rows.put(key, new Version(moment.position(), seen, row));
        moveEntries(key, before == null ? null : before.row(), row, moment);
    }

    /** The row exists no more; nothing happens when it did not. */
    public void delete(TableName table, Key key, Moment moment) {
        latest = moment.position();
        Version before = rows.row(table, key);
        if (before != null) {
            keepVersion(key, before, moment);
            rows.remove(table, key);
            sizes.rows(-1);
            moveEntries(key, before.row(), null, moment);
        }
    }

    /**
     * No row of the table exists any more.
     *
     * @param visitor is told which did
     */
    public void truncate(TableName table, Moment moment, Consumer<Key> visitor) {
        forEachRow(table, (key, version) -> {
            visitor.accept(key);
            delete(table, key, moment);
        });
    }

    /** The key under which a row that a snapshot found is confirmed; empty when one of its key columns is missing. */
    public Optional<Key> snapshotKey(Row row, long snapshot) {
        return isKeyless(row.table()) ? Optional.of(keyless.unconfirmed(row, snapshot)) : key(row);
    }

    /** A snapshot found this row: it is now this one, and confirmed when it was so before. */
    public void confirm(Key key, Row row, Moment snapshot) {
        Version before = rows.row(row.table(), key);
        if (before != null && before.row().equals(row)) {
            rows.put(key, new Version(before.from(), snapshot.position(), row));
            return;
        }
        put(key, row, snapshot, snapshot.position());
    }

    /** The tables that are kept. */
    public Set<TableName> tables() {
        return primaryKeys.keySet();
    }

    /** Whether all rows of that table are known. */
    public boolean isComplete(TableName table) {
        return complete.contains(table);
    }

    /** A snapshot of these tables is complete: rows of them that it did not find ended before it. */
    public void endUnconfirmed(Collection<TableName> tables, Moment snapshot) {
        for (TableName table : tables) {
            forEachRow(table, (key, version) -> {
                if (version.seen() < snapshot.position()) {
                    delete(table, key, snapshot);
                }
            });
        }
        complete.complete(tables, snapshot.position());
    }

    /** A snapshot was of these tables and no others: rows of others may be missing. */
    public void completeOnly(Collection<TableName> tables) {
        complete.onlyOf(tables);
    }

    /**
     * Forgets what ended before a time, in the order of positions.
     *
     * @param millis since the epoch; versions that held then or later stay, and so does every current row
     */
    public void forgetBefore(long millis) {
        history.forgetBefore(millis);
    }

    /** Visits every current row of a table; the visitor may change it. */
    void forEachRow(TableName table, RowVisitor visitor) {
        Bytes prefix = Keys.rows(table);
        try (KeyValueIterator<Bytes, byte[]> all = store.range(prefix, Keys.after(prefix))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                visitor.visit(Keys.key(row.key, prefix, 0), Version.of(table, row.value));
            }
        }
    }

    /** Visits a row. */
    interface RowVisitor {
        void visit(Key key, Version version);
    }

    /** Visits every version of a table's rows that has ended. */
    void forEachEarlierVersion(TableName table, EarlierVersionVisitor visitor) {
        Bytes prefix = Keys.versions(table);
        history.forEach(
                prefix,
                (subject, version, end) ->
                        visitor.visit(Keys.key(subject, prefix, Long.BYTES), Version.of(table, version), end));
    }

    /** Visits a version that has ended. */
    interface EarlierVersionVisitor {
        void visit(Key key, Version version, Moment end);
    }

    private void keepVersion(Key key, Version version, Moment end) {
        if (wasVisible(version.from(), end)) {
            history.keep(Keys.versions(version.row().table(), key), version.bytes(), end);
        }
    }

    private void keepEntry(TableName table, String column, String value, CurrentRows.Entry entry, Moment end) {
        if (wasVisible(entry.from(), end)) {
            Bytes ended = Keys.entry(Keys.ENDED_ENTRY, table, column, value, entry.key());
            history.keep(ended, CurrentRows.position(entry.from()), end);
        }
    }

    /** Whether what held from a position was ever seen: not when it came with the transaction that ends it. */
    private static boolean wasVisible(long from, Moment end) {
        return from < end.position();
    }

    private void moveEntries(Key key, @Nullable Row earlier, @Nullable Row now, Moment moment) {
        TableName table = (now != null ? now : Objects.requireNonNull(earlier)).table();
        for (String column : lookups.getOrDefault(table, List.of())) {
            String before = earlier == null ? null : Text.orNull(earlier.value(column));
            String after = now == null ? null : Text.orNull(now.value(column));
            if (before != null && !before.equals(after)) {
                rows.removeEntry(table, column, before, key)
                        .ifPresent(entry -> keepEntry(table, column, before, entry, moment));
            }
            if (after != null && !after.equals(before)) {
                addEntry(table, column, after, new CurrentRows.Entry(key, moment.position()));
            }
        }
    }

    /** Forgets all entries of a column, which are out of date when nothing has kept them for a while. */
    void dropEntries(TableName table, String column) {
        for (byte kind : new byte[] {Keys.ENTRY, Keys.ENDED_ENTRY}) {
            Bytes prefix = Keys.entries(kind, table, column);
            try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix, Keys.after(prefix))) {
                while (entries.hasNext()) {
                    store.delete(entries.next().key);
                }
            }
        }
    }

    void addEntry(TableName table, String column, String value, CurrentRows.Entry entry) {
        rows.addEntry(table, column, value, entry);
    }

    void addEndedEntry(TableName table, String column, String value, CurrentRows.Entry entry, Moment end) {
        keepEntry(table, column, value, entry, end);
    }

    /** Entries that are made late are not made for what is forgotten. */
    void markForgotten(TableName table, String column) {
        if (history.horizon() > 0) {
            history.markForgotten(Keys.entries(Keys.ENDED_ENTRY, table, column));
        }
    }
}
