package io.tidings.enricher;

import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import io.tidings.contracts.plan.Trigger;
import io.tidings.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes events as records: the value in the Confluent wire format (a zero byte, the schema's id as four bytes
 * big-endian, Avro binary), attributes as CloudEvents 1.0 headers in the Kafka binding's binary mode. Everything written
 * depends on the log and the registered schemas alone.
 */
final class EventWriter {
    private static final String CONTENT_TYPE = "application/vnd.apache.avro";

    private final AuditTable audit;
    private final String topicPrefix;
    /** By topic: a contract's own hash would visit all of its plan for every event. */
    private final Map<String, Encoding> encodings = new HashMap<>();

    private record Encoding(int schemaId, String dataSchema, GenericDatumWriter<GenericRecord> writer) {}

    /**
     * Prepares the contracts' encodings.
     *
     * @param schemas what the registry says of each contract's schema
     */
    EventWriter(AuditTable audit, String topicPrefix, Map<Contract, RegisteredSchema> schemas) {
        this.audit = audit;
        this.topicPrefix = topicPrefix;
        schemas.forEach((contract, schema) -> encodings.put(
                contract.topic(),
                new Encoding(schema.id(), schema.uri(), new GenericDatumWriter<>(contract.schema()))));
    }

    /**
     * The record of an event.
     *
     * @param ordinal its place among the outcomes of its trigger
     */
    Record<String, Publication> write(Outcome.Event event, Committed.Triggered triggered, int ordinal) {
        Contract contract = event.contract();
        Encoding encoding = encodings.get(contract.topic());
        if (encoding == null) {
            throw new IllegalStateException("No schema is registered for " + contract.type() + ".");
        }
        Publication publication = new Publication(topicPrefix + contract.topic(), value(encoding, event.value()));
        Headers headers = new RecordHeaders();
        attributes(event, triggered, ordinal, encoding)
                .forEach(attribute -> headers.add(attribute.name, attribute.value.getBytes(StandardCharsets.UTF_8)));
        return new Record<>(event.key(), publication, triggered.millis(), headers);
    }

    private record Attribute(String name, String value) {}

    private List<Attribute> attributes(
            Outcome.Event event, Committed.Triggered triggered, int ordinal, Encoding encoding) {
        Contract contract = event.contract();
        String actor = triggered.trigger().auditRow().flatMap(this::actor).orElse("");
        return Stream.of(
                        new Attribute("ce_specversion", "1.0"),
                        new Attribute("ce_id", triggered.id(audit) + ":" + contract.eventType()),
                        new Attribute("ce_source", "/" + audit.source()),
                        new Attribute("ce_type", contract.type()),
                        new Attribute("ce_subject", event.key()),
                        new Attribute(
                                "ce_time",
                                Instant.ofEpochMilli(triggered.millis()).toString()),
                        new Attribute("ce_dataschema", encoding.dataSchema),
                        new Attribute("content-type", CONTENT_TYPE),
                        new Attribute("ce_sequence", sequence(triggered.position(), triggered.index(), ordinal)),
                        new Attribute("ce_partitionkey", event.key()),
                        new Attribute("ce_causationid", cause(triggered)),
                        new Attribute("ce_authtype", actor.isEmpty() ? "unknown" : "user"),
                        new Attribute("ce_authid", actor))
                .filter(attribute -> !attribute.value.isEmpty())
                .toList();
    }

    /** The audit row that explains a change; an audit row's own event has none. */
    private String cause(Committed.Triggered triggered) {
        return triggered.trigger() instanceof Trigger.Changed
                ? triggered.auditId(audit).orElse("")
                : "";
    }

    private Optional<String> actor(Row row) {
        AuditTable.Reference actor = audit.references().get(AuditTable.ACTOR);
        return Optional.ofNullable(actor).map(reference -> Text.orNull(row.value(reference.column())));
    }

    /** Position and place of the trigger, of fixed width, so that the text sorts as they do. */
    static String sequence(long position, int index) {
        return String.format("%016x-%08x", position, index);
    }

    static String sequence(long position, int index, int ordinal) {
        return sequence(position, index) + String.format("-%02x", ordinal);
    }

    private static byte[] value(Encoding encoding, GenericRecord value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        WireFormat.writePrefix(bytes, encoding.schemaId);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            encoding.writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
