package io.tidings.enricher.replica;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts what the store holds, in the store itself, so that a restart need not count again. */
final class Sizes {
    private static final Bytes KEY = Keys.kind(Keys.SIZES);
    private final KeyValueStore<Bytes, byte[]> store;
    private long rows;
    private long ended;
    private long forgotten;
    private boolean changed;

    Sizes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] stored = store.get(KEY);
        if (stored != null) {
            ByteBuffer sizes = ByteBuffer.wrap(stored);
            rows = sizes.getLong();
            ended = sizes.getLong();
            forgotten = sizes.getLong();
        }
    }

    void rows(int more) {
        rows += more;
        changed = true;
    }

    void ended(int more) {
        ended += more;
        changed = true;
    }

    void forgotten(int more) {
        forgotten += more;
        changed = true;
    }

    Replica.Size now() {
        return new Replica.Size(rows, ended, forgotten);
    }

    void save() {
        if (!changed) {
            return;
        }
        changed = false;
        store.put(
                KEY,
                ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(rows)
                        .putLong(ended)
                        .putLong(forgotten)
                        .array());
    }
}
