package io.tidings.contracts.compiler;

import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.plan.Conversion;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.Shape;
import org.apache.avro.Schema;

/** Decides how what a path gives becomes what a field's Avro type wants. */
final class ShapeCompiler {
    private final RecordCompiler records;

    ShapeCompiler(RecordCompiler records) {
        this.records = records;
    }

    /**
     * The shape of a field.
     *
     * @param annotated the type with the annotations of nested records
     * @param plain the same type without them
     */
    Shape shape(Schema annotated, Schema plain, Position end) throws Misfit {
        return switch (plain.getType()) {
            case ARRAY -> array(annotated.getElementType(), plain.getElementType(), end);
            case RECORD -> new Shape.Nested(nested(annotated, plain, end));
            case MAP -> new Shape.Entries(entries(plain.getValueType(), end));
            default -> new Shape.Scalar(scalar(plain, columnType(plain, end)));
        };
    }

    private Shape array(Schema annotated, Schema plain, Position end) throws Misfit {
        if (plain.getType() == Schema.Type.ARRAY || plain.getType() == Schema.Type.UNION) {
            throw new Misfit("the items of an array are records, maps or plain values that are not null");
        }
        if (end.many()) {
            return new Shape.Each(shape(annotated, plain, end));
        }
        String type = end.value().map(Position.Value::type).orElse("");
        if (type.endsWith("[]")) {
            return new Shape.Elements(scalar(plain, type.substring(0, type.length() - 2)));
        }
        throw new Misfit("an array needs a path to many rows (<-) or to an array column");
    }

    private RecordPlan nested(Schema annotated, Schema plain, Position end) throws Misfit {
        if (end.value().isPresent()) {
            throw new Misfit("the path ends at a column; a record stands on a row");
        }
        return records.nested(annotated, plain, end.tables());
    }

    private static Conversion entries(Schema values, Position end) throws Misfit {
        if (end.value().isPresent() && !ColumnTypes.isJson(end.value().get().type())) {
            throw new Misfit("a map is made of a row or of a json column, not of "
                    + end.value().get().type());
        }
        return scalar(values, ColumnTypes.JSON_MEMBER);
    }

    private static String columnType(Schema plain, Position end) throws Misfit {
        return end.value()
                .map(Position.Value::type)
                .orElseThrow(() -> new Misfit("the path ends at a row; " + name(plain) + " needs one of its columns"));
    }

    private static Conversion scalar(Schema plain, String columnType) throws Misfit {
        if (!ColumnTypes.fits(name(plain), columnType)) {
            throw new Misfit("a column of type " + columnType + " does not become " + name(plain));
        }
        return Conversion.to(plain).orElseThrow(() -> new Misfit(name(plain) + " is no type that a field can have"));
    }

    private static String name(Schema plain) {
        return plain.getLogicalType() != null
                ? plain.getLogicalType().getName()
                : plain.getType().getName();
    }
}
