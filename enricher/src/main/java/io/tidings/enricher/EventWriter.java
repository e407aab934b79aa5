package io.tidings.enricher;

import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.protection.Protection;
import io.tidings.wire.EventAttributes;
import io.tidings.wire.SchemaId;
import io.tidings.wire.SchemaIdPlace;
import io.tidings.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes events as records: the value in the Confluent wire format (a zero byte, the schema's id as four bytes
 * big-endian, Avro binary; or these five bytes in a header, the last one), attributes as CloudEvents 1.0 headers in the
 * Kafka binding's binary mode. Everything written depends on the log and the registered schemas alone.
 */
final class EventWriter {
    private final AuditTable audit;
    private final String topicPrefix;
    private final SchemaIdPlace schemaIdPlace;
    private final Protection protection;
    /** By topic: a contract's own hash would visit all of its plan for every event. */
    private final Map<String, Encoding> encodings = new HashMap<>();

    private record Encoding(int schemaId, String dataSchema, GenericDatumWriter<GenericRecord> writer) {}

    /**
     * Prepares the contracts' encodings.
     *
     * @param schemas what the registry says of each contract's schema
     */
    EventWriter(Contracts contracts, String topicPrefix, EventForm form, Map<Contract, RegisteredSchema> schemas) {
        this.audit = contracts.audit();
        this.topicPrefix = topicPrefix;
        this.schemaIdPlace = form.schemaIdPlace();
        this.protection = new Protection(contracts, form.treatments());
        schemas.forEach((contract, schema) -> encodings.put(
                contract.topic(),
                new Encoding(schema.id(), schema.uri(), new GenericDatumWriter<>(contract.schema()))));
    }

    /**
     * The record of an event.
     *
     * @param ordinal its place among the outcomes of its occurrence
     */
    Record<String, Publication> write(Outcome.Event event, Occurrence occurrence, int ordinal) {
        Contract contract = event.contract();
        Encoding encoding = encodings.get(contract.topic());
        if (encoding == null) {
            throw new IllegalStateException("No schema is registered for " + contract.type() + ".");
        }
        Publication publication = new Publication(
                topicPrefix + contract.topic(),
                value(encoding, protection.protect(event).value()));
        Headers headers = new RecordHeaders();
        EventAttributes.of(audit, event, occurrence, ordinal, encoding.dataSchema)
                .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        if (schemaIdPlace == SchemaIdPlace.HEADER) {
            headers.add(SchemaId.HEADER, WireFormat.schemaIdBytes(encoding.schemaId));
        }
        return new Record<>(event.key(), publication, occurrence.millis(), headers);
    }

    private byte[] value(Encoding encoding, GenericRecord value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        if (schemaIdPlace == SchemaIdPlace.PREFIX) {
            WireFormat.writePrefix(bytes, encoding.schemaId);
        }
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
