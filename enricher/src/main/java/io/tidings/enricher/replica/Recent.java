package io.tidings.enricher.replica;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was used lately, as much of it as a limit lets: of what is not here the owner knows another place. The eldest goes
 * first; if it was used since it came, or since it was last spared, it is spared once more (second chance).
 */
final class Recent<K, V> {
    /** One value does not drive out most others. */
    private static final int LEAST_VALUES = 8;

    private final Map<K, Kept<V>> values = new LinkedHashMap<>();
    private final long limit;
    private long weight;

    private static final class Kept<V> {
        private final V value;
        private final long weight;
        private boolean used;

        Kept(V value, long weight) {
            this.value = value;
            this.weight = weight;
        }
    }

    /** Keeps values whose weights are no more than the limit together. */
    Recent(long limit) {
        this.limit = limit;
    }

    @Nullable
    V get(K key) {
        Kept<V> kept = values.get(key);
        if (kept == null) {
            return null;
        }
        kept.used = true;
        return kept.value;
    }

    void put(K key, V value, long weighing) {
        remove(key);
        if (weighing <= limit / LEAST_VALUES) {
            values.put(key, new Kept<>(value, weighing));
            weight += weighing;
            while (weight > limit) {
                dropEldest();
            }
        }
    }

    void remove(K key) {
        Kept<V> removed = values.remove(key);
        weight -= removed == null ? 0 : removed.weight;
    }

    private void dropEldest() {
        Iterator<Map.Entry<K, Kept<V>>> all = values.entrySet().iterator();
        Map.Entry<K, Kept<V>> eldest = all.next();
        all.remove();
        if (eldest.getValue().used) {
            eldest.getValue().used = false;
            values.put(eldest.getKey(), eldest.getValue());
        } else {
            weight -= eldest.getValue().weight;
        }
    }
}
