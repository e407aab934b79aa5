package io.tidings.contracts.release;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro types in words. */
public final class TypeText {
    private TypeText() {}

    /** The type without the null of a union. */
    public static String of(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> others(schema).stream().map(TypeText::of).collect(Collectors.joining(" or "));
            case ARRAY -> "array of " + of(schema.getElementType());
            case MAP -> "map of " + of(schema.getValueType());
            case RECORD, ENUM -> schema.getName();
            case FIXED -> schema.getName() + " (" + schema.getFixedSize() + " bytes)";
            default -> scalar(schema);
        };
    }

    private static String scalar(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        return schema.getLogicalType() != null ? schema.getLogicalType().getName() : schema.getName();
    }

    /** The symbols of an enum, or of the elements of an array of it; none for other types. */
    public static List<String> symbols(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                others(schema).stream().flatMap(type -> symbols(type).stream()).toList();
            case ARRAY -> symbols(schema.getElementType());
            case ENUM -> schema.getEnumSymbols();
            default -> List.of();
        };
    }

    /** The types of a union that are not null. */
    public static List<Schema> others(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
    }
}
