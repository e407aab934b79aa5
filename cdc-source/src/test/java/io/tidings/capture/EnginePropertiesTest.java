package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.database.SessionSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class EnginePropertiesTest {

    private static final String SESSION =
            SessionSettings.options(Examples.settings().database().where());

    @Test
    void everySettingOfTheEngineIsMeant() {
        assertThat(EngineProperties.of(Examples.settings(), "id"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("name", "portal"),
                        Map.entry("topic.prefix", "portal"),
                        Map.entry("connector.class", "io.tidings.capture.WholeBatchesConnector"),
                        Map.entry("database.hostname", "db"),
                        Map.entry("database.port", "5432"),
                        Map.entry("database.dbname", "app"),
                        Map.entry("database.user", "tidings"),
                        Map.entry("database.password", "very secret"),
                        Map.entry("database.sslmode", "require"),
                        Map.entry("driver.sslrootcert", "ca"),
                        Map.entry("driver.binaryTransfer", "false"),
                        Map.entry("driver.options", SESSION),
                        Map.entry("event.converting.failure.handling.mode", "fail"),
                        Map.entry("converters", "times,bits,arrays"),
                        Map.entry("times.type", "io.tidings.capture.ExactTimes"),
                        Map.entry("bits.type", "io.tidings.capture.ExactBits"),
                        Map.entry("arrays.type", "io.tidings.capture.ExactArrays"),
                        Map.entry("plugin.name", "pgoutput"),
                        Map.entry("slot.name", "tidings_portal"),
                        Map.entry("publication.name", "tidings_portal"),
                        Map.entry("publication.autocreate.mode", "disabled"),
                        Map.entry("table.include.list", "public\\.events,public\\.users"),
                        Map.entry("column.exclude.list", "public\\.users\\.password"),
                        Map.entry("message.prefix.include.list", "tidings"),
                        Map.entry("skipped.operations", "none"),
                        Map.entry("snapshot.mode", "initial"),
                        Map.entry("snapshot.max.threads", "1"),
                        Map.entry("time.precision.mode", "isostring"),
                        Map.entry("decimal.handling.mode", "string"),
                        Map.entry("interval.handling.mode", "string"),
                        Map.entry("hstore.handling.mode", "json"),
                        Map.entry("binary.handling.mode", "bytes"),
                        Map.entry(
                                "unavailable.value.placeholder",
                                "tidings:unchanged:4f0d9c52-8f0b-4a57-9a3e-6c1b7e52d8a4"),
                        Map.entry("include.unknown.datatypes", "true"),
                        Map.entry("tombstones.on.delete", "false"),
                        Map.entry("extended.headers.enabled", "false"),
                        Map.entry("provide.transaction.metadata", "true"),
                        Map.entry("offset.storage", "io.tidings.capture.OffsetStore"),
                        Map.entry("tidings.offsets.handover", "id"),
                        Map.entry("custom.metric.tags", "capture=id"),
                        Map.entry("lsn.flush.mode", "connector"),
                        Map.entry("errors.max.retries", "0"),
                        Map.entry("slot.max.retries", "10"),
                        Map.entry("slot.retry.delay.ms", "1000"),
                        Map.entry("slot.drop.on.stop", "false"),
                        Map.entry("topic.heartbeat.prefix", "__debezium-heartbeat"),
                        Map.entry("heartbeat.interval.ms", "10000"),
                        Map.entry("heartbeat.action.query", "select pg_logical_emit_message(true, 'tidings', '')"),
                        Map.entry("poll.interval.ms", "5"),
                        Map.entry("max.batch.size", "8192"),
                        Map.entry("max.queue.size", "16384"),
                        Map.entry("max.queue.size.in.bytes", "67108864")));
    }

    @Test
    void namesAreTakenLiterally() {
        assertThat(EngineProperties.expressions(List.of("public.a$b", "Odd Schema.x,y")))
                .isEqualTo("Odd\\ Schema\\.x\\,y,public\\.a\\$b");
    }

    @Test
    void theProducerCannotBeMadeUnsafe() {
        Map<String, Object> settings = ChangeLog.producerSettings(
                "portal", Map.of("bootstrap.servers", "kafka:9092", "acks", "0", "compression.type", "zstd"));
        assertThat(settings)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tidings-capture-portal")
                .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd")
                .containsEntry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16_777_216);
    }

    @Test
    void theLogIsDeletedByAgeAndTheOffsetsAreCompacted() {
        List<NewTopic> topics = new Topics(Examples.settings()).wanted();
        assertThat(topics).extracting(NewTopic::name).containsExactly("tidings.changes", "tidings.offsets");
        assertThat(topics).extracting(NewTopic::replicationFactor).containsOnly((short) 3);
        assertThat(topics.get(0).configs())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cleanup.policy", "delete", "retention.ms", "604800000", "max.message.bytes", "16777216"));
        assertThat(topics.get(1).numPartitions()).isEqualTo(1);
        assertThat(topics.get(1).configs()).containsExactlyEntriesOf(Map.of("cleanup.policy", "compact"));
    }

    @Test
    void aTransactionIdEndsWithItsLsn() {
        assertThat(Lsn.ofTransaction("755:22965216")).isEqualTo(22_965_216L);
    }

    @Test
    void failoverAndStandbyAddWhatTheyNeed() {
        CaptureSettings settings = Examples.settings().with(new SlotPolicy(0, SlotPolicy.Beyond.ALERT, true, true));
        assertThat(EngineProperties.of(settings, "id"))
                .containsEntry("slot.failover", "true")
                .containsEntry("driver.options", SESSION + " -c wal_sender_timeout=10000")
                .containsEntry("status.update.interval.ms", "2000");
        assertThat(settings.ofTables(settings.tableNames(), "other").engine().policy())
                .isEqualTo(SlotPolicy.USUAL);
    }
}
