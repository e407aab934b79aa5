package io.tidings.contracts.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * How a column's value, as the log carries it, becomes an Avro datum.
 *
 * @param wanted the Avro type, for messages
 */
public record Conversion(String wanted, Function<Object, @Nullable Object> function) {

    private static final int FIRST_YEAR = -4712;
    private static final int LAST_YEAR = 5_874_897;
    /** What Debezium 3.6 makes of a timestamp without time zone that is infinity. */
    private static final LocalDateTime INFINITY = LocalDateTime.of(294247, 1, 10, 4, 0, 25, 200_000_000);

    /** The datum, or null when the value does not fit the type. */
    @Nullable
    Object convert(Object value) {
        try {
            return function.apply(value);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException doesNotFit) {
            return null;
        }
    }

    /**
     * The conversion of a column's values to a scalar Avro type; empty when that type is not supported.
     *
     * @param types the PostgreSQL types that the column can have, of an array those of its elements
     */
    public static Optional<Conversion> to(Schema schema, Collection<String> types) {
        boolean text = schema.getType() == Schema.Type.STRING && schema.getLogicalType() == null;
        return text ? Optional.of(new Conversion(schema.getName(), TextForm.of(types))) : to(schema);
    }

    /** The conversion to a scalar Avro type; empty when that type is not supported. */
    public static Optional<Conversion> to(Schema schema) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        Function<Object, @Nullable Object> function = switch (schema.getType()) {
            case STRING -> logical.equals("uuid") ? value -> uuid(Text.of(value)) : Text::of;
            case BOOLEAN -> value -> value instanceof Boolean ? value : null;
            case ENUM -> value -> symbol(schema, Text.of(value));
            case INT -> integer(logical);
            case LONG -> longInteger(logical);
            case FLOAT -> value -> isZero(value) ? ((Double) value).floatValue() : floating(Text.of(value));
            case DOUBLE -> value -> isZero(value) ? value : doubleFloating(Text.of(value));
            case BYTES -> bytes(schema);
            default -> null;
        };
        return Optional.ofNullable(function)
                .map(conversion -> new Conversion(logical.isEmpty() ? schema.getName() : logical, conversion));
    }

    private static @Nullable Object symbol(Schema schema, String text) {
        String symbol = schema.hasEnumSymbol(text) ? text : schema.getEnumDefault();
        return symbol == null ? null : new GenericData.EnumSymbol(schema, symbol);
    }

    private static @Nullable Object uuid(String text) {
        String canonical = UUID.fromString(text).toString();
        return canonical.equalsIgnoreCase(text) ? canonical : null;
    }

    /** There are two of them, and a decimal number has no negative one. */
    private static boolean isZero(Object value) {
        return value instanceof Double number && number == 0;
    }

    private static @Nullable Object floating(String text) {
        if (Text.isNotFinite(text)) {
            return Float.valueOf(text);
        }
        float number = new BigDecimal(text).floatValue();
        return Float.isInfinite(number) ? null : number;
    }

    private static @Nullable Object doubleFloating(String text) {
        if (Text.isNotFinite(text)) {
            return Double.valueOf(text);
        }
        double number = new BigDecimal(text).doubleValue();
        return Double.isInfinite(number) ? null : number;
    }

    private static @Nullable Function<Object, @Nullable Object> integer(String logical) {
        return switch (logical) {
            case "" ->
                value -> Text.isWhole(value)
                        ? Math.toIntExact(((Number) value).longValue())
                        : new BigDecimal(Text.of(value)).intValueExact();
            case "date" -> value -> Math.toIntExact(date(value).toEpochDay());
            case "time-millis" -> value -> (int) (time(value).toNanoOfDay() / 1_000_000);
            default -> null;
        };
    }

    private static @Nullable Function<Object, @Nullable Object> longInteger(String logical) {
        return switch (logical) {
            case "" ->
                value -> Text.isWhole(value)
                        ? ((Number) value).longValue()
                        : new BigDecimal(Text.of(value)).longValueExact();
            case "time-micros" -> value -> time(value).toNanoOfDay() / 1_000;
            case "timestamp-millis" -> value -> since(ChronoUnit.MILLIS, instant(value));
            case "timestamp-micros" -> value -> since(ChronoUnit.MICROS, instant(value));
            case "local-timestamp-millis" ->
                value -> since(ChronoUnit.MILLIS, local(value).toInstant(ZoneOffset.UTC));
            case "local-timestamp-micros" ->
                value -> since(ChronoUnit.MICROS, local(value).toInstant(ZoneOffset.UTC));
            default -> null;
        };
    }

    private static Function<Object, @Nullable Object> bytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return value -> decimal(decimal, new BigDecimal(Text.of(value)));
        }
        return value -> ByteBuffer.wrap(Base64.getDecoder().decode(Text.of(value)));
    }

    private static @Nullable Object decimal(LogicalTypes.Decimal type, BigDecimal number) {
        // Before the scale is set: a number such as 1e999999999 would fill the memory with zeroes.
        if ((long) number.precision() - number.scale() > type.getPrecision() - type.getScale()
                && number.signum() != 0) {
            return null;
        }
        BigDecimal scaled = number.setScale(type.getScale(), RoundingMode.UNNECESSARY);
        return ByteBuffer.wrap(scaled.unscaledValue().toByteArray());
    }

    /** Towards the past before 1970 too; {@link ChronoUnit#between} does not on every version of Java. */
    private static long since(ChronoUnit unit, Instant instant) {
        long unitsPerSecond = unit == ChronoUnit.MILLIS ? 1_000 : 1_000_000;
        long whole = Math.multiplyExact(instant.getEpochSecond(), unitsPerSecond);
        return Math.addExact(whole, instant.getNano() / (1_000_000_000 / unitsPerSecond));
    }

    private static LocalDate date(Object value) {
        return inRange(LocalDate.parse(withoutZone(value)));
    }

    private static LocalTime time(Object value) {
        return LocalTime.parse(withoutZone(value));
    }

    private static LocalDateTime local(Object value) {
        LocalDateTime time = LocalDateTime.parse(withoutZone(value));
        inRange(time.toLocalDate());
        if (time.equals(INFINITY)) {
            throw new DateTimeException("infinity is no time");
        }
        return time;
    }

    private static Instant instant(Object value) {
        return OffsetDateTime.parse(Text.of(value)).toInstant();
    }

    /**
     * PostgreSQL's dates begin in 4713 BC and end in 5874897. Where the capture does not stop it, Debezium 3.6 writes
     * {@code infinity} and {@code -infinity} of dates and of timestamps without time zone as others.
     */
    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("infinity is no date");
        }
        return date;
    }

    /** Debezium's ISO strings end in Z for the types that have no zone too. */
    private static String withoutZone(Object value) {
        String text = Text.of(value);
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }
}
