package io.tidings.contracts.release;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** All fields of a schema by their full names, those of nested records among them. */
public final class SchemaFields {
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Deque<String> enclosing = new ArrayDeque<>();

    /**
     * What can differ between versions.
     *
     * @param type in words, with the symbols of an enum, null and the default
     */
    public record Field(String type, String doc) {}

    private SchemaFields() {}

    /** Those of a schema, in its order. */
    public static Map<String, Field> of(Schema schema) {
        SchemaFields all = new SchemaFields();
        all.record(schema, "");
        return all.fields;
    }

    private void record(Schema schema, String prefix) {
        if (enclosing.contains(schema.getFullName())) {
            return;
        }
        enclosing.push(schema.getFullName());
        for (Schema.Field field : schema.getFields()) {
            String name = prefix + field.name();
            fields.put(name, new Field(type(field), Objects.requireNonNullElse(field.doc(), "")));
            nested(field.schema(), name);
        }
        enclosing.pop();
    }

    private void nested(Schema schema, String name) {
        switch (schema.getType()) {
            case RECORD -> record(schema, name + ".");
            case ARRAY -> nested(schema.getElementType(), name + "[]");
            case MAP -> nested(schema.getValueType(), name + "{}");
            case UNION -> TypeText.others(schema).forEach(type -> nested(type, name));
            default -> {
                // Nothing is in it.
            }
        }
    }

    private static String type(Schema.Field field) {
        String symbols = String.join(", ", TypeText.symbols(field.schema()));
        return TypeText.of(field.schema())
                + (symbols.isEmpty() ? "" : " (" + symbols + ")")
                + (field.schema().isNullable() ? " or null" : "")
                + (field.hasDefaultValue() ? ", default " + defaultText(field) : "");
    }

    private static String defaultText(Schema.Field field) {
        return field.schema().isNullable() && field.defaultVal() == JsonProperties.NULL_VALUE
                ? "null"
                : String.valueOf(field.defaultVal());
    }
}
