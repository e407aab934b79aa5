package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.registry.RegistryClient;
import io.tidings.wire.PlainJson;
import io.tidings.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics as any consumer would: committed records only, schemas from the registry by the id in front of the value.
 * Values that are not of the wire format are read as json. To be used by one thread.
 */
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final RegistryClient registry;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    EventReader(String bootstrapServers, RegistryClient registry, Collection<String> topics) {
        this.registry = registry;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        (int) POLL.toMillis()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has arrived since the last call; waits for a moment when nothing has. */
    List<ReceivedEvent> poll() {
        List<ReceivedEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            events.add(received(record, System.currentTimeMillis()));
        }
        return events;
    }

    /** Whether everything that is committed now has been polled. */
    boolean isAtEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private ReceivedEvent received(ConsumerRecord<String, byte[]> record, long now) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new ReceivedEvent(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.timestamp(),
                now,
                headers,
                value(record.value()));
    }

    private JsonNode value(byte[] value) {
        return WireFormat.schemaId(value)
                .map(id -> {
                    Schema schema = schemas.computeIfAbsent(id, this::schema);
                    return PlainJson.of(schema, WireFormat.read(value, schema, schema));
                })
                .orElseGet(() -> json(value));
    }

    private Schema schema(int id) {
        String text = registry.byId(id)
                .orElseThrow(() -> new IllegalStateException("The registry does not know schema " + id + "."));
        return new Schema.Parser().parse(text);
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("A record is neither of the wire format nor json.", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
