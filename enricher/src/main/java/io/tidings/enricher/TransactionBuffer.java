package io.tidings.enricher;

import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The changes of the transaction that is being collected, in a store, so that any size and any crash is survived. Small
 * transactions, which most are, are in memory besides and are not read from there.
 */
final class TransactionBuffer {
    /** As they came; as objects they are about ten times as large. */
    private static final int MOST_BYTES_IN_MEMORY = 1024 * 1024;

    private final KeyValueStore<Bytes, byte[]> store;
    private final List<Change> inMemory = new ArrayList<>();
    private long bytes;
    private long size;

    TransactionBuffer(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> last = store.reverseRange(key(0), null)) {
            this.size = last.hasNext() ? ByteBuffer.wrap(last.next().key.get()).getLong() + 1 : 0;
        }
    }

    /** How many changes there are. */
    long size() {
        return size;
    }

    /**
     * Adds a change.
     *
     * @param raw the record that it was read from
     */
    void add(Change change, byte[] raw) {
        store.put(key(size), raw);
        bytes += raw.length;
        if (bytes > MOST_BYTES_IN_MEMORY) {
            inMemory.clear();
        } else if (inMemory.size() == size) {
            inMemory.add(change);
        }
        size++;
    }

    /** Visits the changes in their order. */
    void forEach(Consumer<Change> visitor) {
        if (inMemory.size() == size) {
            inMemory.forEach(visitor);
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> changes = store.range(key(0), null)) {
            while (changes.hasNext()) {
                visitor.accept(Envelope.read(changes.next().value));
            }
        }
    }

    /** Forgets them all. */
    void clear() {
        for (long i = 0; i < size; i++) {
            store.delete(key(i));
        }
        inMemory.clear();
        bytes = 0;
        size = 0;
    }

    private static Bytes key(long index) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }
}
