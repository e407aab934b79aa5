package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An Avro datum as truth.sql writes it: no union tags, times in ISO form, null as null. */
final class PlainJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private PlainJson() {}

    static JsonNode of(Schema schema, @Nullable Object datum) {
        if (datum == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> of(schema.getTypes().get(1), datum);
            case RECORD -> record(schema, (GenericRecord) datum);
            case ARRAY -> array(schema.getElementType(), (List<?>) datum);
            case MAP -> map((Map<?, ?>) datum);
            case INT -> integer(schema, (Integer) datum);
            case LONG -> NODES.textNode(localTime((Long) datum));
            default -> NODES.textNode(datum.toString());
        };
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

    private static JsonNode map(Map<?, ?> entries) {
        ObjectNode node = NODES.objectNode();
        entries.forEach((key, value) -> node.put(key.toString(), value.toString()));
        return node;
    }

    private static JsonNode integer(Schema schema, int number) {
        return schema.getLogicalType() == null
                ? NODES.numberNode(number)
                : NODES.textNode(LocalDate.ofEpochDay(number).toString());
    }

    /** The portal's contracts have no other long than a local timestamp. */
    private static String localTime(long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return ISO.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
}
