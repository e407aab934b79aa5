package io.tidings.contracts.release;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Compares two schemas field by field, as their readers see them. */
public final class SchemaDiff {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Deque<String> within = new ArrayDeque<>();

    private SchemaDiff() {}

    /** The fields that differ: in the order of the new schema, then those that are gone. */
    public static List<FieldChange> between(Schema was, Schema is) {
        Map<String, String> before = fields(was);
        Map<String, String> after = fields(is);
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String name : names) {
            String old = before.getOrDefault(name, "");
            String now = after.getOrDefault(name, "");
            if (!old.equals(now)) {
                changes.add(new FieldChange(name, old, now));
            }
        }
        return changes;
    }

    /** Every field of a schema with its type and default, by its name with all that encloses it. */
    public static Map<String, String> fields(Schema schema) {
        SchemaDiff walk = new SchemaDiff();
        walk.visit("", schema);
        return walk.fields;
    }

    private void visit(String prefix, Schema schema) {
        switch (schema.getType()) {
            case RECORD -> record(prefix, schema);
            case ARRAY -> visit(prefix + "[]", schema.getElementType());
            case MAP -> visit(prefix + "{}", schema.getValueType());
            case UNION -> schema.getTypes().forEach(branch -> visit(prefix, branch));
            default -> {}
        }
    }

    private void record(String prefix, Schema schema) {
        if (within.contains(schema.getFullName())) {
            return;
        }
        within.push(schema.getFullName());
        for (Schema.Field field : schema.getFields()) {
            String name = prefix.isEmpty() ? field.name() : prefix + "." + field.name();
            fields.put(name, type(field.schema()) + fallback(field));
            visit(name, field.schema());
        }
        within.pop();
    }

    private static String fallback(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "";
        }
        Object value = field.defaultVal();
        return " = " + (value == JsonProperties.NULL_VALUE ? "null" : value);
    }

    /** A type in words. */
    static String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        if (logical != null) {
            return logical.getName();
        }
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().map(SchemaDiff::type).collect(Collectors.joining(" or "));
            case ARRAY -> "array of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case FIXED -> schema.getName() + " (" + schema.getFixedSize() + " bytes)";
            case ENUM -> schema.getName() + " (" + String.join(", ", schema.getEnumSymbols()) + ")";
            default -> schema.getName();
        };
    }
}
