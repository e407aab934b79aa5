package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.registry.RegistrySettings;
import io.tidings.wire.EventDecoder;
import io.tidings.wire.PlainJson;
import io.tidings.wire.SchemaId;
import io.tidings.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics as any consumer would: committed records only, schemas from the registry by the id in front of the value
 * or in its header. Values without such an id are read as json. To be used by one thread.
 */
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final EventDecoder<GenericRecord> decoder;

    EventReader(String bootstrapServers, RegistrySettings registry, Collection<String> topics) {
        this.decoder = EventDecoder.generic(registry);
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
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return new ReceivedEvent(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.timestamp(),
                now,
                texts(headers),
                value(headers, record.value()));
    }

    private static Map<String, String> texts(Map<String, byte[]> headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach((name, bytes) -> texts.put(
                name,
                name.equals(SchemaId.HEADER)
                        ? SchemaId.read(ByteBuffer.wrap(bytes))
                                .map(SchemaId::toString)
                                .orElse("")
                        : new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    private JsonNode value(Map<String, byte[]> headers, byte[] value) {
        if (headers.containsKey(SchemaId.HEADER) || WireFormat.schemaId(value).isPresent()) {
            GenericRecord event = decoder.decode(headers, value);
            return PlainJson.of(event.getSchema(), event);
        }
        return json(value);
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
