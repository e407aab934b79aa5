package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class LogJsonTest {
    private static final Schema INNER = SchemaBuilder.struct()
            .optional()
            .field("number", Schema.INT64_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema OUTER = SchemaBuilder.struct()
            .field("int8", Schema.INT8_SCHEMA)
            .field("int16", Schema.INT16_SCHEMA)
            .field("int32", Schema.INT32_SCHEMA)
            .field("int64", Schema.INT64_SCHEMA)
            .field("float32", Schema.FLOAT32_SCHEMA)
            .field("float64", Schema.FLOAT64_SCHEMA)
            .field("boolean", Schema.BOOLEAN_SCHEMA)
            .field("text \"quoted\" ü", Schema.STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("buffer", Schema.BYTES_SCHEMA)
            .field("decimal", Decimal.schema(2))
            .field("timestamp", Timestamp.SCHEMA)
            .field(
                    "list",
                    SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .field(
                    "map",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .field("struct", INNER)
            .field("no struct", INNER)
            .field("structs", SchemaBuilder.array(INNER).build())
            .field(
                    "with a default",
                    SchemaBuilder.string().optional().defaultValue("as usual").build())
            .build();

    private final LogJson json = new LogJson();

    @Test
    void bytesAreThoseOfConnectsConverter() {
        JsonConverter usual = new JsonConverter();
        usual.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);

        for (double number : new double[] {0.1, -0.0, 1e300, Double.NaN, Double.NEGATIVE_INFINITY}) {
            SourceRecord record = record(OUTER, everything(number));
            record.headers().add("key", everything(number).getStruct("struct"), INNER);
            assertThat(new String(json.value(record), StandardCharsets.UTF_8))
                    .isEqualTo(new String(usual.fromConnectData("t", OUTER, record.value()), StandardCharsets.UTF_8));
            assertThat(json.headers(record)).singleElement().satisfies(header -> {
                assertThat(header.key()).isEqualTo("key");
                assertThat(header.value()).asString().isEqualTo("{\"number\":1,\"text\":\"x\"}");
            });
        }
        assertThat(json.headers(record(INNER, new Struct(INNER)))).isEmpty();
    }

    @Test
    void nullWhereNoneMayBeIsRefusedAsThere() {
        assertThatThrownBy(() -> json.value(record(INNER, new Struct(INNER))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("null value for field that is required");
    }

    private static SourceRecord record(Schema schema, Struct value) {
        return new SourceRecord(Map.of(), Map.of(), "t", schema, value);
    }

    private static Struct everything(double number) {
        return new Struct(OUTER)
                .put("int8", (byte) -3)
                .put("int16", (short) 300)
                .put("int32", Integer.MIN_VALUE)
                .put("int64", Long.MAX_VALUE)
                .put("float32", (float) number)
                .put("float64", number)
                .put("boolean", true)
                .put("text \"quoted\" ü", "tab\t, line\n, \"quoted\", \u0001, \u2028, €, 𝄞, \\")
                .put("bytes", new byte[] {0, 1, -1})
                .put("buffer", ByteBuffer.wrap(new byte[] {9, 8}))
                .put("decimal", new BigDecimal("12.34"))
                .put("timestamp", new Date(1_760_000_000_123L))
                .put("list", Arrays.asList("a", null, ""))
                .put("map", Map.of("one", 1))
                .put("struct", new Struct(INNER).put("number", 1L).put("text", "x"))
                .put("structs", List.of(new Struct(INNER).put("number", 2L)));
    }
}
