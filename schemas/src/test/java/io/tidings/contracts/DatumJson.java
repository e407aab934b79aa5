package io.tidings.contracts;

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
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An Avro datum as the page writes it: no union tags, decimals and times as text, bytes as base64. */
public final class DatumJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private DatumJson() {}

    /** The datum as json. */
    public static JsonNode of(Schema schema, @Nullable Object datum) {
        if (datum == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> of(notNull(schema), datum);
            case RECORD -> record(schema, (GenericRecord) datum);
            case ARRAY -> array(schema.getElementType(), (List<?>) datum);
            case MAP -> map(schema.getValueType(), (Map<?, ?>) datum);
            case BOOLEAN -> NODES.booleanNode((Boolean) datum);
            case INT, LONG, BYTES -> logical(schema, datum);
            case FLOAT, DOUBLE -> floating((Number) datum);
            default -> NODES.textNode(datum.toString());
        };
    }

    private static Schema notNull(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode record(Schema schema, GenericRecord record) {
        ObjectNode node = NODES.objectNode();
        schema.getFields().forEach(field -> node.set(field.name(), of(field.schema(), record.get(field.pos()))));
        return node;
    }

    private static JsonNode array(Schema element, List<?> list) {
        ArrayNode node = NODES.arrayNode();
        list.forEach(item -> node.add(of(element, item)));
        return node;
    }

    private static JsonNode map(Schema values, Map<?, ?> entries) {
        ObjectNode node = NODES.objectNode();
        entries.forEach((key, value) -> node.set(key.toString(), of(values, value)));
        return node;
    }

    private static JsonNode floating(Number number) {
        boolean finite = Double.isFinite(number.doubleValue());
        return finite ? NODES.numberNode(Double.parseDouble(number.toString())) : NODES.textNode(number.toString());
    }

    private static JsonNode logical(Schema schema, Object datum) {
        String name =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        return switch (name) {
            case "" -> plain(datum);
            case "decimal" -> NODES.textNode(decimal(schema, (ByteBuffer) datum));
            case "date" -> NODES.textNode(LocalDate.ofEpochDay((Integer) datum).toString());
            case "time-millis" ->
                NODES.textNode(
                        LocalTime.ofNanoOfDay((Integer) datum * 1_000_000L).toString());
            case "time-micros" ->
                NODES.textNode(LocalTime.ofNanoOfDay((Long) datum * 1_000L).toString());
            default -> NODES.textNode(time(name, (Long) datum));
        };
    }

    private static JsonNode plain(Object datum) {
        if (datum instanceof ByteBuffer bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes.array()));
        }
        return NODES.numberNode(((Number) datum).longValue());
    }

    private static String decimal(Schema schema, ByteBuffer bytes) {
        int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
        return new BigDecimal(new BigInteger(bytes.array()), scale).toPlainString();
    }

    private static String time(String logical, long number) {
        Instant instant =
                Instant.EPOCH.plus(number, logical.endsWith("millis") ? ChronoUnit.MILLIS : ChronoUnit.MICROS);
        return logical.startsWith("local")
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString()
                : instant.toString();
    }
}
