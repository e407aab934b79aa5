package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's offsets: those that are durable, which alone the engine may read (and so acknowledge to the database), and
 * those that it wants stored with the batch that is being written. Safe for several threads.
 */
final class Offsets {

    private final Map<ByteBuffer, ByteBuffer> durable = new HashMap<>();
    private final Map<ByteBuffer, ByteBuffer> staged = new HashMap<>();

    Offsets(Map<ByteBuffer, ByteBuffer> stored) {
        durable.putAll(stored);
    }

    synchronized void stage(Map<ByteBuffer, ByteBuffer> values) {
        staged.putAll(values);
    }

    synchronized Map<ByteBuffer, ByteBuffer> staged() {
        return Map.copyOf(staged);
    }

    /** To be called when the transaction that holds what is staged has been committed. */
    synchronized void stagedIsDurable() {
        durable.putAll(staged);
        staged.clear();
    }

    /** Takes what was stored beside the engine's offsets; what is empty is forgotten. */
    synchronized void remember(Map<ByteBuffer, ByteBuffer> stored) {
        durable.putAll(stored);
        durable.values().removeIf(value -> !value.hasRemaining());
    }

    synchronized Map<ByteBuffer, ByteBuffer> durable() {
        return Map.copyOf(durable);
    }

    synchronized @Nullable ByteBuffer durable(ByteBuffer key) {
        return durable.get(key);
    }
}
