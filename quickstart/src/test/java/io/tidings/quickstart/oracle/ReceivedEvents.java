package io.tidings.quickstart.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.registry.RegistryClient;
import io.tidings.wire.PlainJson;
import io.tidings.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a {@code read_committed} consumer finds in the event topics and among the dead letters, merged into the order of
 * the source by {@code ce_sequence}. Memory holds what one fetch brings.
 */
public final class ReceivedEvents implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Position and number: what the sequence of an event and the place of a dead letter have in common. */
    private static final int TRIGGER = 25;

    private final CommittedRecords records;
    private final RegistryClient registry;
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<Integer, Received> heads = new HashMap<>();

    /** Opens the topics, which must exist, as they are now. */
    public ReceivedEvents(String bootstrapServers, RegistryClient registry, Collection<String> topics) {
        this.registry = registry;
        this.records = new CommittedRecords(bootstrapServers, topics);
    }

    /**
     * An event, or the dead letter in its place.
     *
     * @param trigger position of the commit, and number of what the event tells of: text that sorts as they do
     * @param topic the event type, also of a dead letter
     * @param id what tells it from all others of its type
     * @param auditId the audit row's that it tells of, or that explains it
     */
    record Received(
            String trigger,
            String topic,
            String id,
            String auditId,
            String key,
            boolean rejected,
            long millis,
            Map<String, String> headers,
            JsonNode value) {

        static final Comparator<Received> ORDER =
                Comparator.comparing(Received::trigger).thenComparing(Received::topic);

        /** The commit's. */
        String position() {
            return trigger.substring(0, Math.min(16, trigger.length()));
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** The next one in the order of the source; empty at the end. */
    Optional<Received> next() {
        for (int partition = 0; partition < records.partitions(); partition++) {
            if (!heads.containsKey(partition)) {
                Optional<Received> head = records.next(partition).map(this::received);
                if (head.isPresent()) {
                    heads.put(partition, head.get());
                }
            }
        }
        Optional<Integer> next = heads.entrySet().stream()
                .min(Map.Entry.comparingByValue(Received.ORDER))
                .map(Map.Entry::getKey);
        return next.map(heads::remove);
    }

    private Received received(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return WireFormat.schemaId(record.value())
                .map(id -> event(record, headers, id))
                .orElseGet(() -> letter(record, headers));
    }

    private Received event(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers, int schemaId) {
        Schema schema = schemas.computeIfAbsent(schemaId, this::schema);
        String id = headers.getOrDefault("ce_id", "");
        return new Received(
                headers.getOrDefault("ce_sequence", " ".repeat(TRIGGER)).substring(0, TRIGGER),
                record.topic(),
                id.substring(0, Math.max(0, id.lastIndexOf(':'))),
                headers.getOrDefault("ce_auditid", ""),
                text(record.key()),
                false,
                record.timestamp(),
                headers,
                PlainJson.of(schema, WireFormat.read(record.value(), schema, schema)));
    }

    private static Received letter(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        JsonNode letter = json(record.value());
        return new Received(
                letter.path("sequence").asText(),
                letter.path("topic").asText(),
                text(record.key()),
                letter.path("auditId").asText(),
                text(record.key()),
                true,
                record.timestamp(),
                headers,
                letter);
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema schema(int id) {
        return new Schema.Parser().parse(registry.byId(id).orElseThrow());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        records.close();
    }
}
