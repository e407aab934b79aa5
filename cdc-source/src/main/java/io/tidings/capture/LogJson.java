package io.tidings.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as Connect's {@link JsonConverter} does without schemas, byte for byte, but straight away, where that one
 * makes a tree of each record first. What it does not know it leaves to that one. The engine loads this class by name.
 */
public final class LogJson implements Converter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 1024;

    private final JsonConverter usual = new JsonConverter();
    private boolean nullStandsForDefault = true;

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        nullStandsForDefault = !"false".equals(settings.get(JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG));
        usual.configure(settings, isKey);
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (schema == null || !(value instanceof Struct)) {
            return usual.fromConnectData(topic, schema, value);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, schema, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, Schema schema, @Nullable Object value) throws IOException {
        if (value == null && schema.isOptional() && !(nullStandsForDefault && schema.defaultValue() != null)) {
            json.writeNull();
            return;
        }
        if (value == null || isLogical(schema.name())) {
            writeAsUsual(json, schema, value);
            return;
        }
        switch (schema.type()) {
            case STRUCT -> writeStruct(json, (Struct) value);
            case ARRAY -> writeArray(json, schema.valueSchema(), (Iterable<?>) value);
            case STRING -> json.writeString(value.toString());
            case INT64 -> json.writeNumber((Long) value);
            case INT32 -> json.writeNumber((Integer) value);
            case INT16 -> json.writeNumber((Short) value);
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case INT8, FLOAT32, FLOAT64, BYTES, MAP -> writeAsUsual(json, schema, value);
        }
    }

    private void writeStruct(JsonGenerator json, Struct struct) throws IOException {
        json.writeStartObject();
        for (Field field : struct.schema().fields()) {
            json.writeFieldName(field.name());
            // The quick way would put the default in the place of a null.
            Object value =
                    field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
            write(json, field.schema(), value);
        }
        json.writeEndObject();
    }

    private void writeArray(JsonGenerator json, Schema element, Iterable<?> values) throws IOException {
        json.writeStartArray();
        for (Object value : values) {
            write(json, element, value);
        }
        json.writeEndArray();
    }

    /** Refuses a null where none may be. */
    private void writeAsUsual(JsonGenerator json, Schema schema, @Nullable Object value) throws IOException {
        json.writeRawValue(new String(usual.fromConnectData("", schema, value), StandardCharsets.UTF_8));
    }

    private static boolean isLogical(@Nullable String name) {
        return Decimal.LOGICAL_NAME.equals(name)
                || Date.LOGICAL_NAME.equals(name)
                || Time.LOGICAL_NAME.equals(name)
                || Timestamp.LOGICAL_NAME.equals(name);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return usual.toConnectData(topic, value);
    }

    @Override
    public void close() {
        usual.close();
    }
}
