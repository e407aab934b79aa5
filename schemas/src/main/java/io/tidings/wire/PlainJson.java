package io.tidings.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * An Avro datum as json that people and tools expect: no union tags; uuid, enum, decimal, dates and times as text in ISO
 * form; bytes in base64; null as null. Times have seconds always and a fraction without trailing zeros.
 */
public final class PlainJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(TIME)
            .toFormatter();

    private PlainJson() {}

    /** The json of a datum in Avro's generic representation, logical types not converted. */
    public static JsonNode of(Schema schema, @Nullable Object datum) {
        if (datum == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> of(schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)), datum);
            case RECORD -> record(schema, (IndexedRecord) datum);
            case ARRAY -> array(schema.getElementType(), (Collection<?>) datum);
            case MAP -> map(schema.getValueType(), (Map<?, ?>) datum);
            case BOOLEAN -> NODES.booleanNode((Boolean) datum);
            case INT, LONG -> whole(schema.getLogicalType(), ((Number) datum).longValue());
            case FLOAT -> NODES.numberNode((Float) datum);
            case DOUBLE -> NODES.numberNode((Double) datum);
            case BYTES -> bytes(schema.getLogicalType(), (ByteBuffer) datum);
            default -> NODES.textNode(datum.toString());
        };
    }

    private static JsonNode record(Schema schema, IndexedRecord record) {
        ObjectNode node = NODES.objectNode();
        schema.getFields().forEach(field -> node.set(field.name(), of(field.schema(), record.get(field.pos()))));
        return node;
    }

    private static JsonNode array(Schema element, Collection<?> items) {
        ArrayNode node = NODES.arrayNode();
        items.forEach(item -> node.add(of(element, item)));
        return node;
    }

    private static JsonNode map(Schema values, Map<?, ?> entries) {
        ObjectNode node = NODES.objectNode();
        entries.forEach((key, value) -> node.set(key.toString(), of(values, value)));
        return node;
    }

    private static JsonNode whole(@Nullable LogicalType type, long number) {
        String logical = type == null ? "" : type.getName();
        return switch (logical) {
            case "date" -> NODES.textNode(LocalDate.ofEpochDay(number).toString());
            case "time-millis" -> NODES.textNode(TIME.format(LocalTime.ofNanoOfDay(number * 1_000_000)));
            case "time-micros" -> NODES.textNode(TIME.format(LocalTime.ofNanoOfDay(number * 1_000)));
            case "timestamp-millis" -> NODES.textNode(dateTime(ChronoUnit.MILLIS, number) + "Z");
            case "timestamp-micros" -> NODES.textNode(dateTime(ChronoUnit.MICROS, number) + "Z");
            case "local-timestamp-millis" -> NODES.textNode(dateTime(ChronoUnit.MILLIS, number));
            case "local-timestamp-micros" -> NODES.textNode(dateTime(ChronoUnit.MICROS, number));
            default -> number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
        };
    }

    private static String dateTime(ChronoUnit unit, long sinceEpoch) {
        Instant instant = Instant.EPOCH.plus(sinceEpoch, unit);
        return DATE_TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    private static JsonNode bytes(@Nullable LogicalType type, ByteBuffer datum) {
        byte[] bytes = new byte[datum.remaining()];
        datum.duplicate().get(bytes);
        return type instanceof LogicalTypes.Decimal decimal
                ? NODES.textNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()).toPlainString())
                : NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }
}
