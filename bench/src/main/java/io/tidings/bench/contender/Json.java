package io.tidings.bench.contender;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Keys and values as json. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private Json() {}

    /** A primary key as Debezium writes it. */
    static Serde<Long> key() {
        return Serdes.serdeFrom(
                (topic, id) -> ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8),
                (topic, bytes) -> Long.parseLong(new String(
                        bytes, "{\"id\":".length(), bytes.length - "{\"id\":}".length(), StandardCharsets.UTF_8)));
    }

    /** The row in an envelope of Debezium; the rest of the envelope is passed over. */
    static <T> Serde<T> row(Class<T> type) {
        return serde(type, MAPPER.readerFor(type).at("/after"), MAPPER.writer().withRootName("after"));
    }

    /** A value of one's own. */
    static <T> Serde<T> of(Class<T> type) {
        return serde(type, MAPPER.readerFor(type), MAPPER.writer());
    }

    private static <T> Serde<T> serde(Class<T> type, ObjectReader reader, ObjectWriter writer) {
        return Serdes.serdeFrom((topic, value) -> bytes(writer, value), (topic, bytes) -> value(type, reader, bytes));
    }

    private static byte @Nullable [] bytes(ObjectWriter writer, @Nullable Object value) {
        try {
            return value == null ? null : writer.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> @Nullable T value(Class<T> type, ObjectReader reader, byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : reader.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
