package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
    private static final Path STATE = Path.of("state");
    private static final Map<String, Object> FIXED = Map.of(
            "application.id",
            "tidings-shop",
            "processing.guarantee",
            "exactly_once_v2",
            "ensure.explicit.internal.resource.naming",
            true,
            "producer.acks",
            "all",
            "main.consumer.auto.offset.reset",
            "none",
            "deserialization.exception.handler",
            LogAndFailExceptionHandler.class,
            "processing.exception.handler",
            LogAndFailProcessingExceptionHandler.class,
            "production.exception.handler",
            DefaultProductionExceptionHandler.class,
            "default.timestamp.extractor",
            FailOnInvalidTimestamp.class,
            "state.dir",
            "state");

    private static final Map<String, Object> COMMITTED = Map.of(
            "main.consumer.isolation.level", "read_committed", "restore.consumer.isolation.level", "read_committed");

    private static Properties properties(Map<String, Object> kafka) {
        return StreamsProperties.of(EnricherBench.settings(STATE, kafka));
    }

    @Test
    void settingsOfKafkasClientsDoNotPrint() {
        assertThat(EnricherBench.settings(STATE, Map.of("sasl.jaas.config", "password=s3cret"))
                        .toString())
                .contains("tidings-shop")
                .doesNotContain("s3cret");
    }

    @Test
    void everyPropertyIsTheOneThatIsMeant() {
        Map<String, Object> expected = new HashMap<>(FIXED);
        expected.putAll(COMMITTED);
        expected.put("bootstrap.servers", "none:1");
        expected.put("replication.factor", 1);
        expected.put("num.stream.threads", 1);
        expected.put("commit.interval.ms", 5_000L);
        expected.put("poll.ms", 25L);
        expected.put("statestore.cache.max.bytes", 16 * 1024 * 1024);
        expected.put("producer.compression.type", "lz4");
        expected.put("producer.linger.ms", 20);
        expected.put("producer.batch.size", 256 * 1024);
        expected.put("producer.retry.backoff.ms", 5);
        expected.put("producer.max.request.size", 17 * 1024 * 1024);
        expected.put("producer.buffer.memory", 68L * 1024 * 1024);
        expected.put("producer.request.timeout.ms", 3_000);
        expected.put("consumer.request.timeout.ms", 3_000);
        expected.put("admin.request.timeout.ms", 3_000);
        expected.put("task.timeout.ms", Duration.ofDays(3650).toMillis());
        expected.put("transaction.timeout.ms", 60_000);
        expected.put("consumer.group.instance.id", "test");
        expected.put("consumer.session.timeout.ms", 10_000);
        expected.put("consumer.heartbeat.interval.ms", 1_000);
        expected.put("num.standby.replicas", 0);
        assertThat(properties(Map.of("bootstrap.servers", "none:1"))).isEqualTo(expected);
    }

    @Test
    void whatExactnessNeedsCannotBeSetOtherwise() {
        Properties properties = properties(Map.of(
                "application.id", "other",
                "processing.guarantee", "at_least_once",
                "producer.acks", "1",
                "main.consumer.auto.offset.reset", "latest",
                "deserialization.exception.handler", LogAndContinueExceptionHandler.class,
                "processing.exception.handler", LogAndContinueProcessingExceptionHandler.class,
                "production.exception.handler", "other",
                "default.timestamp.extractor", WallclockTimestampExtractor.class,
                "state.dir", "other"));
        assertThat(properties).containsAllEntriesOf(FIXED);
    }

    /** Kafka Streams itself keeps these under exactly_once_v2; a version that no longer did would be found here. */
    @Test
    void theClientsReadCommittedRecordsAndWriteIdempotentlyWhateverIsSet() {
        Map<String, Object> kafka = new HashMap<>(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "isolation.level", "read_uncommitted",
                "main.consumer.isolation.level", "read_uncommitted",
                "restore.consumer.isolation.level", "read_uncommitted",
                "auto.offset.reset", "latest",
                "consumer.auto.offset.reset", "latest",
                "main.consumer.enable.auto.commit", "true",
                "producer.enable.idempotence", "false",
                "acks", "0"));
        kafka.put("main.consumer.group.id", "other");
        kafka.put("producer.transactional.id", "other");
        StreamsConfig config = new StreamsConfig(properties(kafka));
        assertThat(config.getMainConsumerConfigs("tidings-shop", "c", 0))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("group.id", "tidings-shop")
                .containsEntry("enable.auto.commit", "false");
        assertThat(config.getRestoreConsumerConfigs("r")).containsEntry("isolation.level", "read_committed");
        assertThat(config.getProducerConfigs("p"))
                .containsEntry("enable.idempotence", true)
                .doesNotContainEntry("transactional.id", "other")
                .containsEntry("acks", "all")
                .containsEntry("transaction.timeout.ms", 60_000);
    }

    /** One that is always due again would leave no time to read. */
    @Test
    void commitsByThemselvesAreRareWhateverIsSetAndLeaveTheTransactionTimeToCommit() {
        assertThat(properties(Map.of("commit.interval.ms", 1))).containsEntry("commit.interval.ms", 5_000L);
        assertThat(properties(Map.of("transaction.timeout.ms", 4_000))).containsEntry("commit.interval.ms", 2_000L);
        assertThat(properties(Map.of("transaction.timeout.ms", 4_000, "producer.transaction.timeout.ms", "3000")))
                .containsEntry("commit.interval.ms", 1_500L);
    }

    @Test
    void otherKafkaSettingsGoThrough() {
        assertThat(properties(Map.of("security.protocol", "SSL", "num.stream.threads", 4, "producer.linger.ms", 5)))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("num.stream.threads", 4)
                .containsEntry("producer.linger.ms", 5);
    }
}
