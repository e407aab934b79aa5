package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edges that the table of docs/contracts.md does not show. */
class ConversionTest {

    private static @Nullable Object convert(Schema schema, Object value) {
        return Conversion.to(schema).orElseThrow().convert(value);
    }

    private static Schema schema(String name) {
        return switch (name) {
            case "uuid" -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
            case "date" -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case "timestamp" -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case "local" -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case "decimal" -> LogicalTypes.decimal(3, 2).addToSchema(Schema.create(Schema.Type.BYTES));
            default -> Schema.create(Schema.Type.valueOf(name.toUpperCase(Locale.ROOT)));
        };
    }

    @ParameterizedTest(name = "{index} {1} as {0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "int | 2147483647 | 2147483647",
                "int | 2147483648 | null",
                "int | 1.0 | 1",
                "int | 1.5 | null",
                "int | x | null",
                "int | 1e999999999 | null",
                "long | 9223372036854775807 | 9223372036854775807",
                "long | 9223372036854775808 | null",
                "float | 0.1 | 0.1",
                "float | 1e300 | null",
                "float | NaN | NaN",
                "float | 1f | null",
                "double | 1e300 | 1.0E300",
                "double | 1e400 | null",
                "double | -Infinity | -Infinity",
                "double | x | null",
                "boolean | true | null",
                "bytes | $$ | null",
                "uuid | 00000000-0000-0000-0000-0000000000AA | 00000000-0000-0000-0000-0000000000aa",
                "uuid | 1-1-1-1-1 | null",
                "date | 1969-12-31Z | -1",
                "date | -4712-01-01Z | -2440550",
                "date | -5877611-06-22Z | null",
                "date | 2023-02-29Z | null",
                "timestamp | 1969-12-31T23:59:59.999999Z | -1",
                "timestamp | 2024-01-01T00:00:00 | null",
                "timestamp | -infinity | null",
                "local | 1969-12-31T23:59:59.9999Z | -1",
                "local | -290308-12-21T19:59:27.6Z | null",
                "decimal | 1e999999999 | null",
                "decimal | 10 | null",
                "decimal | 0.001 | null",
            })
    void aTextBecomesTheDatumOrNullWhenItDoesNotFit(String type, String text, String datum) {
        assertThat(String.valueOf(convert(schema(type), text))).isEqualTo(datum);
    }

    @Test
    void decimalsAreTheirUnscaledBytes() {
        assertThat(convert(schema("decimal"), "-1.2")).isEqualTo(ByteBuffer.wrap(new byte[] {-120}));
        assertThat(convert(schema("decimal"), 0)).isEqualTo(ByteBuffer.wrap(new byte[] {0}));
        assertThat(convert(schema("decimal"), "9.99")).isNotNull();
    }

    @Test
    void onlyABooleanIsABoolean() {
        assertThat(convert(schema("boolean"), true)).isEqualTo(true);
    }

    @Test
    void everyValueHasOneText() {
        assertThat(Text.of(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(Text.of(new BigDecimal("1E+999999999"))).isEqualTo("1E+999999999");
        assertThat(Text.of(List.of(1, "a", Map.of("k", true)))).isEqualTo("[1,\"a\",{\"k\":true}]");
        assertThat(Text.orNull(null)).isNull();
    }

    @Test
    void typesWithoutAConversionHaveNone() {
        assertThat(Conversion.to(Schema.createFixed("F", null, null, 4))).isEmpty();
        assertThat(Conversion.to(LogicalTypes.timestampNanos().addToSchema(Schema.create(Schema.Type.LONG))))
                .isEmpty();
    }
}
