package io.tidings.enricher;

import io.tidings.kafka.KafkaLimits;
import io.tidings.wire.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;

/** The Kafka Streams configuration: what exactness needs is fixed, the rest can be set under {@code kafka}. */
final class StreamsProperties {
    static final int RECORD_LIMIT_BYTES = EventTopic.RECORD_LIMIT_BYTES;

    /** A commit comes by itself after so long; before that {@link CommitPace} decides. */
    private static final Duration LONGEST_BETWEEN_COMMITS = Duration.ofSeconds(5);

    private static final int CACHE_BYTES = 16 * 1024 * 1024;

    private StreamsProperties() {}

    static Properties of(EnricherSettings settings) {
        Properties properties = new Properties();
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replication());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Between two records the thread looks so often whether a commit is due; by itself it would wait for a tenth of
        // a
        // second.
        properties.put(
                StreamsConfig.POLL_MS_CONFIG,
                EagerCommits.look(settings.commitInterval()).toMillis());
        // Of the stores that change with every transaction, only what stands at a commit goes to their changelogs.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // Large batches cost no latency: nobody sees a record before the commit, which sends what still waits. Small
        // ones cost the buffers that each of them is compressed with.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        // Also how long the first event of each topic waits for that topic's metadata.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), RECORD_LIMIT_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 4L * RECORD_LIMIT_BYTES);
        // A frozen broker is given up early, so that its successor is found while the call still waits.
        for (String client : List.of(
                StreamsConfig.CONSUMER_PREFIX, StreamsConfig.PRODUCER_PREFIX, StreamsConfig.ADMIN_CLIENT_PREFIX)) {
            properties.put(client + CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, KafkaLimits.REQUEST_MILLIS);
        }
        // An outage lasts as long as it lasts: ten years.
        properties.put(
                StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Duration.ofDays(3650).toMillis());
        // Within it the largest database transaction must be applied, or Kafka ends it and it begins again and again.
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
        // A killed instance that comes back takes its place again at once; one that stays away loses it after ten
        // seconds. The others hear of that, and of one that left, with a heartbeat.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
        properties.putAll(settings.kafka());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Commits are asked for when they are due; one that is so often due that it takes all the time would stop
        // everything.
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                longestBetweenCommits(properties).toMillis());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        // Kafka Streams keeps these itself under exactly_once_v2, but not against the prefix of the main consumer.
        for (String consumer : List.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.RESTORE_CONSUMER_PREFIX)) {
            properties.put(consumer + ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
        // As in the topology: a position that is gone stops the enricher, it never skips records.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
        // A handler that goes on after an error would lose what the error was about.
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, FailOnInvalidTimestamp.class);
        settings.stateDirectory()
                .ifPresent(directory -> properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString()));
        return properties;
    }

    /** The longest time between two commits, which leaves half of the transaction's time-out to the commit. */
    static Duration longestBetweenCommits(Properties properties) {
        Object all = properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        Object ofProducers =
                properties.getOrDefault(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), all);
        long timeout = Long.parseLong(String.valueOf(ofProducers));
        return Duration.ofMillis(Math.min(LONGEST_BETWEEN_COMMITS.toMillis(), timeout / 2));
    }
}
