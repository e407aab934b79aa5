package io.tidings.enricher.replica;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What has ended, and how much of it is still there. It is forgotten in the order of the positions at which it ended, so
 * that everything can be read at any position from the horizon on. Of what is forgotten a mark stays: that there was
 * something.
 */
final class History {
    private static final byte[] MARK = new byte[0];
    private final KeyValueStore<Bytes, byte[]> store;
    private final Sizes sizes;

    History(KeyValueStore<Bytes, byte[]> store, Sizes sizes) {
        this.store = store;
        this.sizes = sizes;
    }

    /**
     * Keeps what held until now.
     *
     * @param prefix of its key: a row's versions, or a row's entries of a value
     */
    void keep(Bytes prefix, byte[] value, Replica.Moment end) {
        Bytes ended = Keys.at(prefix, end.position());
        store.put(ended, value);
        if (store.putIfAbsent(Keys.ended(end.position(), ended), number(end.millis())) == null) {
            sizes.ended(1);
        }
    }

    /**
     * Forgets what ended before a time, up to the first thing that ended later.
     *
     * @param millis since the epoch
     */
    void forgetBefore(long millis) {
        long last = 0;
        Bytes all = Keys.kind(Keys.ENDED);
        try (KeyValueIterator<Bytes, byte[]> ended = store.range(all, Keys.after(all))) {
            while (ended.hasNext()) {
                KeyValue<Bytes, byte[]> next = ended.next();
                if (number(next.value) >= millis) {
                    break;
                }
                last = Keys.endedPosition(next.key);
                Bytes subject = Keys.subject(next.key);
                markForgotten(Keys.withoutEnd(subject));
                sizes.ended(-1);
                store.delete(subject);
                store.delete(next.key);
            }
        }
        if (last > 0) {
            store.put(Keys.kind(Keys.HORIZON), number(last));
        }
    }

    /** Visits everything with that prefix. */
    void forEach(Bytes prefix, Visitor visitor) {
        Bytes all = Keys.kind(Keys.ENDED);
        try (KeyValueIterator<Bytes, byte[]> ended = store.range(all, Keys.after(all))) {
            while (ended.hasNext()) {
                KeyValue<Bytes, byte[]> next = ended.next();
                Bytes subject = Keys.subject(next.key);
                byte[] value = Keys.startsWith(subject, prefix) ? store.get(subject) : null;
                if (value != null) {
                    visitor.visit(subject, value, new Replica.Moment(Keys.endedPosition(next.key), number(next.value)));
                }
            }
        }
    }

    /** Visits what has ended. */
    interface Visitor {
        void visit(Bytes key, byte[] value, Replica.Moment end);
    }

    /** The position from which on everything can be read; 0 when nothing was ever forgotten. */
    long horizon() {
        byte[] horizon = store.get(Keys.kind(Keys.HORIZON));
        return horizon == null ? 0 : number(horizon);
    }

    /** Whether anything with that prefix was forgotten. */
    boolean isForgotten(Bytes prefix) {
        return store.get(Keys.forgotten(prefix)) != null;
    }

    /** Marks that there was something with that prefix. */
    void markForgotten(Bytes prefix) {
        if (store.putIfAbsent(Keys.forgotten(prefix), MARK) == null) {
            sizes.forgotten(1);
        }
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
