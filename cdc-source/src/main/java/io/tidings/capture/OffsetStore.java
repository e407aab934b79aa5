package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The engine's way to our {@link Offsets}. The engine makes its store by class name, so the offsets are handed over
 * under a random id that stands in the engine's configuration. Writing only stages: the batch's Kafka transaction makes
 * rows and offset durable together.
 */
public final class OffsetStore implements OffsetBackingStore {

    static final String HANDOVER_ID = "tidings.offsets.handover";

    private static final Map<String, Offsets> HANDED_OVER = new ConcurrentHashMap<>();

    private @Nullable Offsets offsets;

    /** For the engine. */
    public OffsetStore() {}

    /** Keeps the offsets ready for one engine; the result goes into its configuration. */
    static String handOver(Offsets offsets) {
        String id = UUID.randomUUID().toString();
        HANDED_OVER.put(id, offsets);
        return id;
    }

    static void takeBack(String id) {
        HANDED_OVER.remove(id);
    }

    @Override
    public void configure(WorkerConfig config) {
        offsets = HANDED_OVER.get(config.originalsStrings().get(HANDOVER_ID));
    }

    private Offsets offsets() {
        return Objects.requireNonNull(offsets, "configure() has not found what was handed over");
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        for (ByteBuffer key : keys) {
            ByteBuffer value = offsets().durable(key);
            if (value != null) {
                found.put(key, value.duplicate());
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        offsets().stage(values);
        callback.onCompletion(null, null);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    @Override
    public void start() {
        offsets();
    }

    @Override
    public void stop() {
        // Nothing of its own to release.
    }
}
