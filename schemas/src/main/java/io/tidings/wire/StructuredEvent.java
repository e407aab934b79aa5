package io.tidings.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns an event into CloudEvents 1.0 in structured mode, JSON format: one JSON object with the attributes and the value
 * as {@code data}, for whoever passes events on over HTTP, to a queue or to a browser.
 */
public final class StructuredEvent {
    /** The content type of the JSON object. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final String PREFIX = "ce_";

    private StructuredEvent() {}

    /**
     * The JSON object. Every {@code ce_} header becomes an attribute, in the headers' order; {@code dataschema} stays that
     * of the Avro value, which says of the JSON what its fields mean.
     *
     * @param headers the record's
     * @param value the event, as a generic record or one of a generated class; in the json as {@link PlainJson}
     */
    public static ObjectNode of(Map<String, byte[]> headers, GenericRecord value) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                event.put(name.substring(PREFIX.length()), new String(text, StandardCharsets.UTF_8));
            }
        });
        event.put("datacontenttype", "application/json");
        GenericRecord generic = value instanceof SpecificRecord specific ? generic(specific) : value;
        event.set("data", PlainJson.of(generic.getSchema(), generic));
        return event;
    }

    /** Without the Java types that a generated class has for logical types. */
    private static GenericRecord generic(SpecificRecord value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(value.getSchema(), SpecificData.getForClass(value.getClass()))
                    .write(value, encoder);
            return new GenericDatumReader<GenericRecord>(value.getSchema())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
