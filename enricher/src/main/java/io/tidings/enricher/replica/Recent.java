package io.tidings.enricher.replica;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was used last, as much of it as a limit lets: of what is not here the owner knows another place. */
final class Recent<K, V> {
    /** One value does not drive out most others. */
    private static final int LEAST_VALUES = 8;

    private final Map<K, Weighed<V>> values = new LinkedHashMap<>(16, 0.75f, true);
    private final long limit;
    private long weight;

    private record Weighed<V>(V value, long weight) {}

    /** Keeps values whose weights are no more than the limit together. */
    Recent(long limit) {
        this.limit = limit;
    }

    @Nullable
    V get(K key) {
        Weighed<V> weighed = values.get(key);
        return weighed == null ? null : weighed.value;
    }

    void put(K key, V value, long weighing) {
        remove(key);
        if (weighing <= limit / LEAST_VALUES) {
            values.put(key, new Weighed<>(value, weighing));
            weight += weighing;
            dropEldest();
        }
    }

    void remove(K key) {
        Weighed<V> removed = values.remove(key);
        weight -= removed == null ? 0 : removed.weight;
    }

    private void dropEldest() {
        Iterator<Weighed<V>> eldest = values.values().iterator();
        while (weight > limit) {
            weight -= eldest.next().weight;
            eldest.remove();
        }
    }
}
