package io.tidings.enricher;

import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.RecordPlan.Remembered;
import io.tidings.contracts.plan.RowName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the latest event about each row showed of it, in a store: Avro binary after the fingerprint of its schema (CRC-64-AVRO,
 * eight bytes). The schemas are in the store too, so that what an earlier version of a contract left can be read.
 */
final class EventMemory implements Memory {
    private static final String SCHEMA = "s";
    private static final String DATUM = "d";

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Long, Schema> writers = new HashMap<>();
    private final Map<Schema, Long> fingerprints = new HashMap<>();

    EventMemory(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public Optional<Object> recall(Remembered what, RowName row) {
        byte[] stored = store.get(key(what, row));
        if (stored == null) {
            return Optional.empty();
        }
        Schema writer = writers.computeIfAbsent(ByteBuffer.wrap(stored).getLong(), this::writer);
        boolean readable = SchemaCompatibility.checkReaderWriterCompatibility(what.schema(), writer)
                        .getType()
                == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
        return readable ? Optional.of(read(writer, what.schema(), stored)) : Optional.empty();
    }

    private static Object read(Schema writer, Schema reader, byte[] stored) {
        try {
            return new TextReader(writer, reader)
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(stored, Long.BYTES, stored.length - Long.BYTES, null));
        } catch (IOException | AvroRuntimeException e) {
            throw new IllegalStateException("What an event showed cannot be read any more.", e);
        }
    }

    /** Gives texts as the evaluation does, so that they can be compared. */
    private static final class TextReader extends GenericDatumReader<Object> {
        TextReader(Schema writer, Schema reader) {
            super(writer, reader, new GenericData());
            // The fast one does not ask which class a text is to be of.
            getData().setFastReaderEnabled(false);
        }

        @Override
        protected Class<?> findStringClass(Schema schema) {
            return String.class;
        }
    }

    /** Remembers what an event has shown, in place of what was remembered of the row before. */
    void remember(Entry entry) {
        Bytes key = key(entry.what(), entry.row());
        entry.datum()
                .ifPresentOrElse(datum -> store.put(key, bytes(entry.what().schema(), datum)), () -> store.delete(key));
    }

    private byte[] bytes(Schema schema, Object datum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .putLong(fingerprints.computeIfAbsent(schema, this::fingerprint))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private long fingerprint(Schema schema) {
        long fingerprint = SchemaNormalization.fingerprint64(schema.toString().getBytes(StandardCharsets.UTF_8));
        store.putIfAbsent(schemaKey(fingerprint), schema.toString().getBytes(StandardCharsets.UTF_8));
        return fingerprint;
    }

    private Schema writer(long fingerprint) {
        byte[] schema = store.get(schemaKey(fingerprint));
        if (schema == null) {
            throw new IllegalStateException("The schema of what an event showed is not in the store.");
        }
        return new Schema.Parser().parse(new String(schema, StandardCharsets.UTF_8));
    }

    private static Bytes schemaKey(long fingerprint) {
        return Bytes.wrap((SCHEMA + Long.toHexString(fingerprint)).getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes key(Remembered what, RowName row) {
        String key = Stream.concat(
                        Stream.of(DATUM, what.topic(), what.field(), row.table().toString()),
                        row.key().parts().stream())
                .collect(Collectors.joining("\0"));
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
