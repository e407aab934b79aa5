package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** Where plain JSON differs from what a schema allows: missing, surplus or null fields, other types, unknown symbols. */
final class Misfits {
    private final List<String> found = new ArrayList<>();

    private Misfits() {}

    static List<String> of(Schema schema, JsonNode value) {
        Misfits misfits = new Misfits();
        misfits.check(schema.getName(), schema, value);
        return misfits.found;
    }

    private void check(String path, Schema schema, JsonNode value) {
        if (schema.isUnion()) {
            if (!value.isNull()) {
                check(path, schema.getTypes().get(1), value);
            }
            return;
        }
        switch (schema.getType()) {
            case RECORD -> checkRecord(path, schema, value);
            case ARRAY -> {
                expect(path, value.isArray(), value);
                value.forEach(item -> check(path + "[]", schema.getElementType(), item));
            }
            case MAP -> {
                expect(path, value.isObject(), value);
                value.forEach(item -> check(path + "{}", schema.getValueType(), item));
            }
            case ENUM -> expect(path, schema.hasEnumSymbol(value.asText()), value);
            case STRING -> expect(path, value.isTextual(), value);
            case INT, LONG ->
                expect(path, schema.getLogicalType() == null ? value.isIntegralNumber() : value.isTextual(), value);
            default -> throw new IllegalArgumentException("The portal's contracts have no " + schema.getType());
        }
    }

    private void checkRecord(String path, Schema schema, JsonNode value) {
        Set<String> declared = new TreeSet<>();
        schema.getFields().forEach(field -> declared.add(field.name()));
        Set<String> present = new TreeSet<>();
        value.fieldNames().forEachRemaining(present::add);
        if (!declared.equals(present)) {
            found.add(path + " has " + present + " in place of " + declared);
            return;
        }
        schema.getFields().forEach(field -> check(path + "." + field.name(), field.schema(), value.get(field.name())));
    }

    private void expect(String path, boolean holds, JsonNode value) {
        if (!holds) {
            found.add(path + " is " + value);
        }
    }
}
