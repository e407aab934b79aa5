package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.compiler.PathCompiler.Compiled;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.Order;
import io.tidings.contracts.path.Path;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.plan.Ordering;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Compiles records and their fields; problems go to {@link Lines}. */
final class RecordCompiler {
    private final PathCompiler paths;
    private final Lines lines;
    private final Deque<String> enclosing = new ArrayDeque<>();

    RecordCompiler(PathCompiler paths, Lines lines) {
        this.paths = paths;
        this.lines = lines;
    }

    /** An event's record: its fields' paths begin at roots. */
    RecordPlan event(Schema annotated, Schema plain) {
        return record(annotated, plain, Optional.empty());
    }

    /** A nested record: its fields' paths begin at columns of the row it stands on. */
    RecordPlan nested(Schema annotated, Schema plain, List<Table> row) throws Misfit {
        if (enclosing.contains(annotated.getFullName())) {
            throw new Misfit("record " + annotated.getName() + " contains itself; an event must end somewhere");
        }
        return record(annotated, plain, Optional.of(row));
    }

    private RecordPlan record(Schema annotated, Schema plain, Optional<List<Table>> row) {
        enclosing.push(annotated.getFullName());
        List<FieldPlan> fields = new ArrayList<>();
        for (Schema.Field field : annotated.getFields()) {
            try {
                fields.add(field(field, plain.getField(field.name()), row));
            } catch (Misfit | PathException e) {
                lines.problem(annotated.getName(), field.name(), sentence(String.valueOf(e.getMessage())));
            }
        }
        enclosing.pop();
        return new RecordPlan(plain, fields);
    }

    static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private FieldPlan field(Schema.Field field, Schema.Field plain, Optional<List<Table>> row)
            throws Misfit, PathException {
        checkPlacement(field.schema());
        Path path = PathParser.path(from(field, row.isEmpty()));
        Compiled compiled = row.isPresent() ? paths.fromRow(path, row.get()) : paths.fromRoot(path);
        Position end = compiled.end();
        List<Ordering> order = order(field, end);
        Schema annotated = required(field.schema());
        boolean takesAll = annotated.getType() == Schema.Type.ARRAY;
        if (end.many() && !takesAll && order.isEmpty()) {
            throw new Misfit("the path can give several rows; say with @orderBy which is the first");
        }
        boolean nullable = field.schema().isNullable() || plain.hasDefaultValue();
        if (end.nullable() && !nullable && !(takesAll && end.many())) {
            throw new Misfit("the field is required, and `" + path + "` can be null; make it union { null, … } = null"
                    + " or give it a default");
        }
        ShapeCompiler shapes = new ShapeCompiler(this);
        return new FieldPlan(
                field.name(),
                compiled.plan(),
                order,
                shapes.shape(annotated, required(plain.schema()), end),
                fallback(plain));
    }

    /** In Avro IDL what stands before a type annotates the type, and would be published with it. */
    private static void checkPlacement(Schema type) throws Misfit {
        for (String annotation : Annotations.OF_FIELDS) {
            if (type.getObjectProp(annotation) != null) {
                throw new Misfit(
                        "@" + annotation + " stands before the type; write it between the type and the field's name");
            }
        }
        if (type.isUnion()) {
            for (Schema branch : type.getTypes()) {
                checkPlacement(branch);
            }
        }
    }

    private static String from(Schema.Field field, boolean event) throws Misfit {
        Object from = field.getObjectProp(Annotations.FROM);
        if (from == null && event) {
            throw new Misfit("an event's field needs @from, which begins at a root");
        }
        return from == null ? '"' + snakeCase(field.name()) + '"' : String.valueOf(from);
    }

    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static List<Ordering> order(Schema.Field field, Position end) throws Misfit, PathException {
        Object orderBy = field.getObjectProp(Annotations.ORDER_BY);
        List<Ordering> order = new ArrayList<>();
        if (orderBy == null) {
            return order;
        }
        if (!end.many()) {
            throw new Misfit("@orderBy orders rows, and the path gives one at most; leave it out");
        }
        for (Order by : PathParser.order(String.valueOf(orderBy))) {
            Position column = new Position(end.tables(), Optional.empty(), false, false)
                    .read(by.column())
                    .orElseThrow(() -> new Misfit("@orderBy names " + by.column() + ", which is no column of the rows"
                            + " that the path ends on"));
            order.add(ordering(column.value().orElseThrow(), by));
        }
        return order;
    }

    private static Ordering ordering(Position.Value column, Order by) throws Misfit {
        List<Ordering> orders = column.types().stream()
                .map(type -> Ordering.of(by.column(), type, by.descending()))
                .distinct()
                .toList();
        if (orders.size() > 1) {
            throw new Misfit(
                    "@orderBy names " + by.column() + ", which is " + column.type() + "; these have no common order");
        }
        return orders.get(0);
    }

    /** The type of a field without the null of a union. */
    private static Schema required(Schema schema) throws Misfit {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> types = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        if (types.size() != 1) {
            throw new Misfit("a union is of null and one other type");
        }
        return types.get(0);
    }

    private static Fallback fallback(Schema.Field plain) {
        if (plain.hasDefaultValue()) {
            return plain.defaultVal() == JsonProperties.NULL_VALUE
                    ? new Fallback.Default(null)
                    : new Fallback.Default(GenericData.get().getDefaultValue(plain));
        }
        return plain.schema().isNullable() ? new Fallback.Default(null) : new Fallback.Reject();
    }
}
