package io.tidings.enricher.state;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What each store of a task holds beside its contents. All stores get the next one within one transaction of Kafka, so that
 * stores with different stamps hold what was there at different moments.
 *
 * @param birth drawn when the state was born
 * @param count greater with each stamp
 */
record Stamp(String birth, long count) {
    /** Sorts before all other keys of each store. */
    static final Bytes KEY = Bytes.wrap(new byte[] {0});

    static Stamp first() {
        return new Stamp(UUID.randomUUID().toString(), 1);
    }

    /** Reads one; null when there is none. */
    static @Nullable Stamp read(byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        String[] parts = new String(stored, StandardCharsets.UTF_8).split(" ", 2);
        return new Stamp(parts[0], Long.parseLong(parts[1]));
    }

    Stamp next() {
        return new Stamp(birth, count + 1);
    }

    byte[] bytes() {
        return (birth + " " + count).getBytes(StandardCharsets.UTF_8);
    }
}
