package io.tidings.bench;

import io.tidings.problem.Refusal;
import io.tidings.wire.EventHeader;
import io.tidings.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of events that somebody has written, as its consumers see it. */
record Events(Map<String, Object> kafka, String topic, Schema schema) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Has all heard that are written and committed. */
    Verdict judge(Verdict.Hearing hearing) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        long end = end(partition);
        long until = System.nanoTime() + LIMIT.toNanos();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > until) {
                    throw new Refusal(
                            "The events of " + topic + " are not read after " + LIMIT.toSeconds() + " seconds.");
                }
                consumer.poll(POLL).forEach(event -> hear(event, hearing));
            }
        }
        return hearing.verdict();
    }

    /** Behind what is not committed, too: that a transaction has ended comes to its topics one by one. */
    private long end(TopicPartition partition) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka)) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> event, Verdict.Hearing hearing) {
        byte[] id = event.headers().lastHeader(EventHeader.AUDIT_ID).value();
        int audit = Integer.parseInt(new String(id, StandardCharsets.UTF_8));
        hearing.event(audit, Shown.of(WireFormat.read(event.value(), schema, schema)));
    }
}
