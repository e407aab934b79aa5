package io.tidings.bench.contender;

import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A Kafka Streams application of one thread, under exactly-once and with the enricher's settings where they matter. */
final class Application implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final String name;
    private final List<String> sources;
    private final KafkaStreams streams;
    private final Admin admin;
    private final CompletableFuture<Void> running = new CompletableFuture<>();

    /** Makes it, of what has been built; the sources are the topics that it has read when it is done. */
    Application(Ground ground, String name, StreamsBuilder builder, List<String> sources) {
        this.name = name;
        this.sources = sources;
        Properties properties = properties(ground, name);
        this.streams = new KafkaStreams(builder.build(properties), properties);
        this.admin = Admin.create(ground.kafka());
        streams.setUncaughtExceptionHandler(thrown -> {
            running.obtrudeException(thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.complete(null);
            }
        });
    }

    private static Properties properties(Ground ground, String name) {
        Properties properties = new Properties();
        properties.putAll(ground.kafka());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, ground.directory().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 64 * 1024);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
        return properties;
    }

    /** Starts it, and returns when it runs, which it does not before global tables are read. */
    void start() throws InterruptedException, ExecutionException {
        streams.start();
        try {
            running.get(LIMIT.toMinutes(), TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new Refusal(name + " does not run after " + LIMIT.toMinutes() + " minutes.", e);
        }
    }

    void hold() {
        streams.pause();
    }

    void goOn() {
        streams.resume();
    }

    /** Waits until what is in its sources, and what it repartitions of that, is done for good. */
    void awaitDone() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> sourceEnds = ends(sources);
        List<String> repartitions = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(name + "-") && topic.endsWith("-repartition"))
                .toList();
        while (!isDone(sourceEnds, repartitions)) {
            if (running.isCompletedExceptionally()) {
                running.get();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isDone(Map<TopicPartition, Long> sourceEnds, List<String> repartitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get();
        if (!sourceEnds.entrySet().stream().allMatch(end -> at(committed, end.getKey()) >= end.getValue())) {
            return false;
        }
        // What was repartitioned of it is there by now; behind the last record there can be the marker of its
        // transaction.
        return ends(repartitions).entrySet().stream()
                .allMatch(end -> at(committed, end.getKey()) >= end.getValue() - 1);
    }

    private static long at(Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private Map<TopicPartition, Long> ends(List<String> topics) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        topics.forEach(topic -> latest.put(new TopicPartition(topic, 0), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(latest).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    @Override
    public void close() {
        streams.close();
        admin.close();
    }
}
