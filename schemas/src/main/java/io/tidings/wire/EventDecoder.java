package io.tidings.wire;

import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistryException;
import io.tidings.registry.RegistrySettings;
import io.tidings.registry.RegistryUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads events for a consumer, with nothing but this artifact and Avro: finds the schema with which an event was written
 * in a Confluent-compatible registry, by the id in the header or in front of the value, and reads the event as the schema
 * that the consumer knows. Each schema that is found and can be read is asked for once; an event whose schema is known never waits for the registry,
 * another one waits at most twice the settings' time-outs for each request. To be used by one thread at a time, as
 * Kafka's deserializers are.
 */
public final class EventDecoder<T extends IndexedRecord> {
    private final RegistryClient schemas;
    private final Function<Schema, DatumReader<T>> readers;
    private final Map<SchemaId, DatumReader<T>> known = new HashMap<>();

    private EventDecoder(RegistrySettings registry, Function<Schema, DatumReader<T>> readers) {
        this.schemas = new RegistryClient(registry);
        this.readers = readers;
    }

    /**
     * Reads events as generic records.
     *
     * @param known schemas of the consumer's own, an older version for example: events of their full names are read as
     *     these; all others as they were written
     */
    public static EventDecoder<GenericRecord> generic(RegistrySettings registry, Schema... known) {
        Map<String, Schema> byName = new HashMap<>();
        for (Schema schema : known) {
            byName.put(schema.getFullName(), schema);
        }
        return new EventDecoder<>(
                registry,
                writer -> new GenericDatumReader<>(writer, byName.getOrDefault(writer.getFullName(), writer)));
    }

    /**
     * Reads events as generated classes, which need no {@code org.apache.avro.SERIALIZABLE_PACKAGES} here; events of
     * other names are a lasting failure.
     */
    @SafeVarargs
    public static <T extends SpecificRecord> EventDecoder<T> specific(
            RegistrySettings registry, Class<? extends T>... types) {
        Map<String, GeneratedClasses> byName = new HashMap<>();
        for (Class<? extends T> type : types) {
            GeneratedClasses classes = new GeneratedClasses(type);
            byName.put(classes.schema().getFullName(), classes);
        }
        return new EventDecoder<>(registry, writer -> specific(writer, byName.get(writer.getFullName())));
    }

    private static <T> DatumReader<T> specific(Schema writer, @Nullable GeneratedClasses classes) {
        if (classes == null) {
            throw new DecodingFailure.Lasting("An event is a " + writer.getFullName()
                    + ", for which the decoder was given no class; give it, or leave its topic out.");
        }
        return new SpecificDatumReader<>(writer, classes.schema(), classes);
    }

    /**
     * Reads an event.
     *
     * @param headers the record's; of headers with the same name the last
     * @throws DecodingFailure whose type says whether to try again
     */
    public T decode(Map<String, byte[]> headers, byte[] value) {
        EncodedEvent event = EncodedEvent.of(headers, value)
                .orElseThrow(() -> new DecodingFailure.Lasting(
                        "A value has no schema id in front, and none in the header " + SchemaId.HEADER + "."));
        DatumReader<T> reader = known.get(event.schemaId());
        if (reader == null) {
            reader = readers.apply(writer(event.schemaId()));
            known.put(event.schemaId(), reader);
        }
        return read(event, reader);
    }

    private Schema writer(SchemaId id) {
        try {
            Optional<String> found = id.fold(schemas::byId, schemas::byGuid);
            return found.map(text -> new Schema.Parser().parse(text))
                    .orElseThrow(() -> new DecodingFailure.Lasting("The registry does not know schema " + id
                            + "; check that it is the one where the events' contracts are registered."));
        } catch (RegistryUnavailable e) {
            throw new DecodingFailure.Passing(String.valueOf(e.getMessage()), e);
        } catch (RegistryException e) {
            throw new DecodingFailure.Lasting(String.valueOf(e.getMessage()), e);
        } catch (AvroRuntimeException e) {
            throw new DecodingFailure.Lasting("Schema " + id + " is no Avro schema: " + e.getMessage(), e);
        }
    }

    private static <T> T read(EncodedEvent event, DatumReader<T> reader) {
        ByteBuffer avro = event.avro();
        try {
            return reader.read(
                    null,
                    DecoderFactory.get()
                            .binaryDecoder(avro.array(), avro.arrayOffset() + avro.position(), avro.remaining(), null));
        } catch (IOException | RuntimeException e) {
            throw new DecodingFailure.Lasting(
                    "A value written with schema " + event.schemaId() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
