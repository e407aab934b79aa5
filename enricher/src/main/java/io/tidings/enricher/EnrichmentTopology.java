package io.tidings.enricher;

import io.tidings.enricher.state.StateTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The whole of the stream processing: changes become events. */
final class EnrichmentTopology {
    /** What the state of a task consists of. */
    static final List<String> STORES = List.of(
            ApplyTransactions.BUFFER,
            ApplyTransactions.REPLICA,
            ApplyTransactions.PROGRESS,
            EvaluateContracts.MEMORY,
            EvaluateContracts.LETTERS);

    private static final Set<String> REWRITTEN = Set.of(ApplyTransactions.BUFFER, ApplyTransactions.PROGRESS);

    private EnrichmentTopology() {}

    /**
     * Builds the topology.
     *
     * @param topics the topic of changes, a partition for each source, and the changelogs
     * @param sources those whose contracts are evaluated
     * @param retention how long what has ended can still be read
     * @param commits when what was processed is committed, which is when events become visible
     */
    static Topology build(
            StateTopics topics,
            Sources sources,
            Duration retention,
            Commits commits,
            EnricherMeters meters,
            Properties properties) {
        StreamsBuilder builder = new StreamsBuilder();
        Map<String, StoreBuilder<?>> stores =
                STORES.stream().collect(Collectors.toMap(name -> name, EnrichmentTopology::store));
        builder.stream(
                        topics.changes(),
                        // A position that is gone stops the enricher, it never skips; StartPosition gives the first.
                        Consumed.with(texts(), Serdes.ByteArray())
                                .withName("read-changes")
                                .withOffsetResetPolicy(AutoOffsetReset.none()))
                .process(
                        withStores(
                                () -> new ApplyTransactions(topics, sources, retention, commits, meters),
                                stores.values()),
                        Named.as("apply-transactions"))
                .process(
                        withStores(
                                () -> new EvaluateContracts(sources, retention, meters),
                                List.of(stores.get(EvaluateContracts.MEMORY), stores.get(EvaluateContracts.LETTERS))),
                        Named.as("evaluate-contracts"))
                .to(
                        (key, publication, context) -> publication.topic(),
                        Produced.with(texts(), publications()).withName("write-each-to-its-topic"));
        return builder.build(properties);
    }

    private static <V, R> ProcessorSupplier<String, V, String, R> withStores(
            Supplier<Processor<String, V, String, R>> processor, Collection<StoreBuilder<?>> stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, V, String, R> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return new LinkedHashSet<>(stores);
            }
        };
    }

    /** Each with a changelog; those that every transaction changes at the same keys write to it once for a commit. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> store = logged(name);
        return REWRITTEN.contains(name) ? store.withCachingEnabled() : store;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(StreamsProperties.RECORD_LIMIT_BYTES)));
    }

    /** UTF-8; Kafka's own looks the character set up by its name for every text. */
    private static Serde<String> texts() {
        return Serdes.serdeFrom(
                (topic, text) -> text == null ? null : text.getBytes(StandardCharsets.UTF_8),
                (topic, bytes) -> bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
    }

    private static Serde<Publication> publications() {
        return Serdes.serdeFrom(
                (topic, publication) -> publication.value(), (topic, bytes) -> new Publication(topic, bytes));
    }
}
