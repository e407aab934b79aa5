package io.tidings.contracts.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Lineage for programs: complete, tables always with their schema. */
public final class LineageJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LineageJson() {}

    /** An array with one object for each event type. */
    public static JsonNode of(List<EventLineage> events) {
        ArrayNode array = NODES.arrayNode();
        events.forEach(event -> array.add(event(event)));
        return array;
    }

    private static ObjectNode event(EventLineage event) {
        ObjectNode node = NODES.objectNode()
                .put("eventType", event.contract().eventType())
                .put("topic", event.contract().topic())
                .put("type", event.contract().type());
        node.set("on", texts(LineageText.triggers(event.contract())));
        node.set("triggeredBy", passages(event.triggers()));
        node.set("key", field(event.key()));
        event.fields().forEach(field -> node.withArray("fields").add(field(field)));
        return node;
    }

    private static ObjectNode field(FieldLineage field) {
        ObjectNode node = NODES.objectNode()
                .put("field", field.name())
                .put("path", field.path())
                .put("record", field.isRecord());
        field.sensitive().ifPresent(label -> node.put("sensitive", label));
        ArrayNode origins = node.putArray("from");
        field.origins()
                .forEach(origin -> origins.add(
                        NODES.objectNode().put("name", origin.name()).put("manner", word(origin.manner()))));
        node.set("rows", texts(field.rows()));
        ArrayNode readings = node.putArray("reads");
        for (Reading reading : field.readings()) {
            ObjectNode read = column(reading.column());
            if (!reading.members().isEmpty()) {
                read.set("members", texts(reading.members()));
            }
            readings.add(read);
        }
        node.set("by", passages(field.passages()));
        return node;
    }

    private static ArrayNode passages(List<Passage> passages) {
        ArrayNode array = NODES.arrayNode();
        passages.forEach(passage -> array.add(column(passage.column()).put("use", word(passage.use()))));
        return array;
    }

    private static ObjectNode column(ColumnName column) {
        return NODES.objectNode().put("table", column.table().toString()).put("column", column.column());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ArrayNode texts(Collection<?> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(text -> array.add(text.toString()));
        return array;
    }
}
