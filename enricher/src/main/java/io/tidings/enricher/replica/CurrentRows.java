package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.RowName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows as the last change left them, and which of them hold a looked-up value: all in the store, those of late in
 * memory too, where they need not be looked up and read again. Whatever changes them does it here.
 */
final class CurrentRows {
    /** Of the memory, three quarters are for rows, the rest is for entries. */
    private static final int PARTS = 4;

    private static final long ENTRY_BYTES = 150;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Recent<RowName, Version> rows;
    private final Recent<Value, List<Entry>> entries;

    /** That a row holds a value, and the position since when it does. */
    record Entry(Key key, long from) {}

    private record Value(TableName table, String column, Key text) {}

    /**
     * Opens them.
     *
     * @param memory for what is in memory too, bytes of heap
     */
    CurrentRows(KeyValueStore<Bytes, byte[]> store, long memory) {
        this.store = store;
        this.rows = new Recent<>(memory / PARTS * (PARTS - 1));
        this.entries = new Recent<>(memory / PARTS);
    }

    /** The row as it is now; null when there is none. */
    @Nullable
    Version row(TableName table, Key key) {
        RowName name = new RowName(table, key);
        Version recent = rows.get(name);
        if (recent != null) {
            return recent;
        }
        byte[] stored = store.get(Keys.row(table, key));
        if (stored == null) {
            return null;
        }
        Version version = Version.of(table, stored);
        rows.put(name, version, version.heapBytes(stored.length));
        return version;
    }

    void put(Key key, Version version) {
        TableName table = version.row().table();
        byte[] bytes = version.bytes();
        store.put(Keys.row(table, key), bytes);
        rows.put(new RowName(table, key), version.compact(), version.heapBytes(bytes.length));
    }

    void remove(TableName table, Key key) {
        store.delete(Keys.row(table, key));
        rows.remove(new RowName(table, key));
    }

    /** The rows that hold a value now, in the order of their keys' bytes. */
    List<Entry> entries(TableName table, String column, String text) {
        Value value = new Value(table, column, Key.of(text));
        List<Entry> recent = entries.get(value);
        if (recent != null) {
            return recent;
        }
        List<Entry> found = new ArrayList<>();
        Bytes prefix = Keys.entries(Keys.ENTRY, table, column, text);
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(prefix, Keys.after(prefix))) {
            while (stored.hasNext()) {
                KeyValue<Bytes, byte[]> next = stored.next();
                found.add(new Entry(Keys.key(next.key, prefix, 0), Version.from(next.value)));
            }
        }
        entries.put(value, found, ENTRY_BYTES * (1 + found.size()));
        return found;
    }

    /** The row of the entry holds the value from its position on. */
    void addEntry(TableName table, String column, String text, Entry entry) {
        store.put(Keys.entry(Keys.ENTRY, table, column, text, entry.key()), position(entry.from()));
        entries.remove(new Value(table, column, Key.of(text)));
    }

    /** The row holds the value no more; gives the entry if it did. */
    Optional<Entry> removeEntry(TableName table, String column, String text, Key key) {
        entries.remove(new Value(table, column, Key.of(text)));
        return Optional.ofNullable(store.delete(Keys.entry(Keys.ENTRY, table, column, text, key)))
                .map(from -> new Entry(key, Version.from(from)));
    }

    /** A position as entries hold it. */
    static byte[] position(long from) {
        return ByteBuffer.allocate(Long.BYTES).putLong(from).array();
    }
}
