package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which capture a source belongs to, stored beside its offset when one begins. With it a capture that Kafka has fenced tells a
 * successor, to which it gives way, from a transaction that took too long, after which it goes on.
 */
final class Ownership {

    private final String source;
    private final String self = UUID.randomUUID().toString();
    private boolean taken;

    Ownership(String source) {
        this.source = source;
    }

    /** To be stored when this capture begins. */
    Map<ByteBuffer, ByteBuffer> entry() {
        return Remembered.entry(key(), self);
    }

    /** What {@link #entry()} gives is durable. */
    void taken() {
        taken = true;
    }

    /** Another capture has the source for now, and this one waits for its turn; then it begins as if it were new. */
    void resign() {
        taken = false;
    }

    /** Whether this capture could read that another one has begun; before it has begun itself it does not matter. */
    boolean isLost(Map<ByteBuffer, ByteBuffer> stored) {
        return taken && !Remembered.in(stored, key()).equals(Optional.of(self));
    }

    private String key() {
        return "capture of " + source;
    }
}
