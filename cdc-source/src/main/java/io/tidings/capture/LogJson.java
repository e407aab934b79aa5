package io.tidings.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as Connect's {@link JsonConverter} does without schemas and with every null as it is, byte for byte, but
 * straight away, where that one makes a tree of each record first. What it does not know it leaves to that one.
 */
final class LogJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 1024;

    private final JsonConverter usual = new JsonConverter();

    LogJson() {
        usual.configure(
                Map.of(
                        JsonConverterConfig.SCHEMAS_ENABLE_CONFIG,
                        false,
                        // Otherwise a null reads as the default of its column.
                        JsonConverterConfig.REPLACE_NULL_WITH_DEFAULT_CONFIG,
                        false),
                false);
    }

    byte[] value(SourceRecord record) {
        return json(record.valueSchema(), record.value());
    }

    /** The old and the new key of a row whose primary key changed; nothing for all others. */
    RecordHeaders headers(SourceRecord record) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            headers.add(header.key(), json(header.schema(), header.value()));
        }
        return headers;
    }

    private byte[] json(@Nullable Schema schema, @Nullable Object value) {
        if (schema == null || !(value instanceof Struct)) {
            return usual.fromConnectData("", schema, value);
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
        if (value == null && schema.isOptional()) {
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
}
