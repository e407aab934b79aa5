package io.tidings.capture;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.tidings.log.Unchanged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgArray;

/**
 * Writes arrays as PostgreSQL prints them, each element in the form in which a column of its type is written. Debezium 3.6
 * itself makes an array that holds a NaN null, shifts days before 1582, turns those before Christ into days after, and
 * writes null for most types when an update leaves a value as it is that is stored out of line. An array of arrays becomes
 * nulls, as many as it has arrays: the log has no form for it. The engine loads this class by name.
 */
public final class ExactArrays implements CustomConverter<SchemaBuilder, RelationalColumn> {
    /** Types of which Debezium writes a form of its own; those with a name of their own are printed as they are. */
    private static final Set<String> LEFT_TO_DEBEZIUM = Set.of(
            "_bool",
            "_float4",
            "_float8",
            "_bit",
            "_varbit",
            "_interval",
            "_money",
            "_hstore",
            "_point",
            "_box",
            "_line",
            "_lseg",
            "_path",
            "_polygon",
            "_circle",
            "_geometry",
            "_geography",
            "_ltree");

    @Override
    public void configure(Properties properties) {}

    /**
     * How an array is written.
     *
     * @param unchanged stands for a value that an update left as it is
     */
    private record Form(Schema element, Function<String, ?> conversion, List<?> unchanged) {

        @Nullable
        Object of(@Nullable Object value) {
            if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
                return unchanged;
            }
            if (value instanceof PgArray array) {
                String text = array.toString();
                return ArrayLiteral.elements(text)
                        .<Object>map(elements -> elements.stream()
                                .map(element -> element == null ? null : conversion.apply(element))
                                .toList())
                        .orElseGet(() -> Collections.nCopies(1, null));
            }
            if (value == null || value instanceof List) {
                return null; // A default, which nothing reads.
            }
            throw new IllegalArgumentException("An array came as " + value.getClass() + ", which is not known.");
        }
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        form(column.typeName())
                .ifPresent(form -> registration.register(
                        // Optional, because a delete leaves out what is not in the key.
                        SchemaBuilder.array(form.element()).optional(), new NamedConversion(column, form::of)));
    }

    private static Optional<Form> form(String type) {
        if (!type.startsWith("_") || LEFT_TO_DEBEZIUM.contains(type)) {
            return Optional.empty();
        }
        byte[] placeholder = Unchanged.PLACEHOLDER.getBytes(StandardCharsets.UTF_8);
        return Optional.of(
                switch (type) {
                    case "_int2", "_int4" ->
                        new Form(
                                Schema.OPTIONAL_INT32_SCHEMA,
                                Integer::valueOf,
                                Unchanged.PLACEHOLDER.chars().boxed().toList());
                    case "_int8", "_oid" ->
                        new Form(
                                Schema.OPTIONAL_INT64_SCHEMA,
                                Long::valueOf,
                                IntStream.range(0, placeholder.length)
                                        .mapToObj(at -> (long) placeholder[at])
                                        .toList());
                    case "_bytea" ->
                        new Form(
                                Schema.OPTIONAL_BYTES_SCHEMA,
                                text -> ByteBuffer.wrap(bytes(text)),
                                List.of(ByteBuffer.wrap(placeholder)));
                    default -> new Form(Schema.OPTIONAL_STRING_SCHEMA, text(type), List.of(Unchanged.PLACEHOLDER));
                });
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException("no bytes in hexadecimal form");
        }
        return HexFormat.of().parseHex(text.substring(2));
    }

    private static Function<String, @Nullable Object> text(String type) {
        return switch (type) {
            case "_date" -> ExactTimes::date;
            case "_time" -> ExactTimes::time;
            case "_timestamp" -> ExactTimes::timestamp;
            case "_timestamptz" -> ExactTimes::timestampWithZone;
            case "_timetz" -> ExactTimes::timeWithZone;
            default -> text -> text;
        };
    }
}
