package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.plan.Conversion;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            case MAP -> entries(plain.getValueType(), end);
            default -> new Shape.Scalar(scalar(plain, columnTypes(plain, end)));
        };
    }

    private Shape array(Schema annotated, Schema plain, Position end) throws Misfit {
        if (plain.getType() == Schema.Type.ARRAY || plain.getType() == Schema.Type.UNION) {
            throw new Misfit("the items of an array are records, maps or plain values that are not null");
        }
        if (end.many()) {
            return new Shape.Each(shape(annotated, plain, end));
        }
        if (end.value().filter(value -> value.all(type -> type.endsWith("[]"))).isPresent()) {
            List<String> types = end.value().get().types().stream()
                    .map(type -> type.substring(0, type.length() - 2))
                    .toList();
            return new Shape.Elements(scalar(plain, types));
        }
        throw new Misfit("an array needs a path to many rows (<-) or to an array column");
    }

    private RecordPlan nested(Schema annotated, Schema plain, Position end) throws Misfit {
        if (end.value().isPresent()) {
            throw new Misfit("the path ends at a column; a record stands on a row");
        }
        return records.nested(annotated, plain, end.tables());
    }

    private static Shape entries(Schema values, Position end) throws Misfit {
        if (end.value().isPresent()) {
            Position.Value json = end.value().get();
            if (!json.all(ColumnTypes::isJson)) {
                throw new Misfit("a map is made of a row or of a json column, not of " + json.type());
            }
            return new Shape.Entries(scalar(values, List.of(ColumnTypes.JSON_MEMBER)), Optional.empty());
        }
        Set<String> columns = new LinkedHashSet<>();
        Set<String> types = new LinkedHashSet<>();
        for (Table table : end.tables()) {
            columns.addAll(table.columns().keySet());
            table.columns().values().forEach(column -> types.add(column.type()));
        }
        return new Shape.Entries(scalar(values, List.copyOf(types)), Optional.of(columns));
    }

    private static List<String> columnTypes(Schema plain, Position end) throws Misfit {
        return end.value()
                .map(Position.Value::types)
                .orElseThrow(() -> new Misfit("the path ends at a row; " + name(plain) + " needs one of its columns"));
    }

    private static Conversion scalar(Schema plain, List<String> columnTypes) throws Misfit {
        Conversion conversion = Conversion.to(plain, columnTypes)
                .orElseThrow(() -> new Misfit(name(plain) + " is no type that a field can have"));
        for (String type : columnTypes) {
            if (!ColumnTypes.fits(name(plain), type)) {
                throw new Misfit("a column of type " + type + " does not become " + name(plain));
            }
        }
        return conversion;
    }

    private static String name(Schema plain) {
        return plain.getLogicalType() != null
                ? plain.getLogicalType().getName()
                : plain.getType().getName();
    }
}
