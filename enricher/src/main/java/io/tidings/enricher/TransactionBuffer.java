package io.tidings.enricher;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The changes of the transaction that is being collected, in a store, so that any size and any crash is survived. */
final class TransactionBuffer {
    private final KeyValueStore<Bytes, byte[]> store;
    private long size;

    TransactionBuffer(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> last = store.reverseAll()) {
            this.size = last.hasNext() ? ByteBuffer.wrap(last.next().key.get()).getLong() + 1 : 0;
        }
    }

    /** How many changes there are. */
    long size() {
        return size;
    }

    /** Adds a change as it came. */
    void add(byte[] change) {
        store.put(key(size), change);
        size++;
    }

    /** Visits the changes in their order. */
    void forEach(Consumer<byte[]> visitor) {
        try (KeyValueIterator<Bytes, byte[]> changes = store.all()) {
            while (changes.hasNext()) {
                KeyValue<Bytes, byte[]> change = changes.next();
                visitor.accept(change.value);
            }
        }
    }

    /** Forgets them all. */
    void clear() {
        for (long i = 0; i < size; i++) {
            store.delete(key(i));
        }
        size = 0;
    }

    private static Bytes key(long index) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }
}
