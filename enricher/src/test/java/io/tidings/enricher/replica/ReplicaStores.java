package io.tidings.enricher.replica;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka Streams' own stores, without a topology around them. */
final class ReplicaStores {
    private ReplicaStores() {}

    static KeyValueStore<Bytes, byte[]> inMemory() {
        return open(Stores.inMemoryKeyValueStore("replica"), new File("target"));
    }

    /** A store that must be closed. */
    record RocksDb(KeyValueStore<Bytes, byte[]> store) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    static RocksDb rocksDb(Path directory) {
        return new RocksDb(open(Stores.persistentKeyValueStore("replica"), directory.toFile()));
    }

    private static KeyValueStore<Bytes, byte[]> open(KeyValueBytesStoreSupplier supplier, File directory) {
        Properties properties = new Properties();
        properties.putAll(
                Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1"));
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(properties, new TaskId(0, 0), directory);
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
