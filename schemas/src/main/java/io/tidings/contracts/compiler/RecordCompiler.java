package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.PathCompiler.Compiled;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.Order;
import io.tidings.contracts.path.Path;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Ordering;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import io.tidings.contracts.plan.RecordPlan.Remembered;
import io.tidings.contracts.plan.RecordPlan.Source;
import io.tidings.contracts.plan.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Compiles records and their fields; problems go to {@link Lines}. */
final class RecordCompiler {
    private final PathCompiler paths;
    private final String topic;
    private final Lines lines;
    private final Deque<String> enclosing = new ArrayDeque<>();

    RecordCompiler(PathCompiler paths, String topic, Lines lines) {
        this.paths = paths;
        this.topic = topic;
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
                fields.add(field(field, plain, row));
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

    private FieldPlan field(Schema.Field field, Schema plain, Optional<List<Table>> row) throws Misfit, PathException {
        checkPlacement(field.schema());
        Schema.Field published = plain.getField(field.name());
        if (field.getObjectProp(Annotations.CHANGES) != null) {
            return new ChangesCompiler(plain).field(field);
        }
        Path path = PathParser.path(from(field, row.isEmpty()));
        Optional<String> previous = previous(path, row.isEmpty());
        Compiled compiled = previous.isPresent()
                ? paths.only(previous.get()).fromRoot(atRoot(path, previous.get()))
                : row.isPresent() ? paths.fromRow(path, row.get()) : paths.fromRoot(path);
        Position end = compiled.end();
        Source.FromPath source = new Source.FromPath(compiled.plan(), order(field, end));
        Schema annotated = required(field.schema());
        checkFits(path, end, field, previous.isPresent(), source);
        Shape shape = new ShapeCompiler(this).shape(annotated, required(published.schema()), end);
        return new FieldPlan(
                field.name(),
                previous.isPresent() ? remembered(previous.get(), published, source) : source,
                shape,
                fallback(published),
                sensitive(field));
    }

    private static Optional<String> sensitive(Schema.Field field) throws Misfit {
        Object label = field.getObjectProp(Annotations.SENSITIVE);
        if (label != null && !(label instanceof String text && text.matches("[a-z][a-z0-9-]{0,49}"))) {
            throw new Misfit("@sensitive names what kind of data it is, in lower-case letters, digits and -:"
                    + " @sensitive(\"email\")");
        }
        return Optional.ofNullable((String) label);
    }

    /** Whether a field can take all that its path can give, and nothing. */
    private static void checkFits(Path path, Position end, Schema.Field field, boolean previous, Source.FromPath source)
            throws Misfit {
        boolean takesAll = required(field.schema()).getType() == Schema.Type.ARRAY && end.many();
        if (end.many() && !takesAll && source.order().isEmpty()) {
            throw new Misfit("the path can give several rows; say with @orderBy which is the first");
        }
        boolean canBeNull = previous || end.nullable() && !takesAll;
        if (canBeNull && !field.schema().isNullable() && !field.hasDefaultValue()) {
            throw new Misfit("the field is required, and `" + path + "` can be null; make it union { null, … } = null"
                    + " or give it a default");
        }
    }

    /** The root that is wanted as the previous event showed it. */
    private static Optional<String> previous(Path path, boolean event) throws Misfit {
        List<Optional<String>> roots = path.alternatives().stream()
                .map(way -> way.start() instanceof Path.Start.Previous previous
                        ? Optional.of(previous.root())
                        : Optional.<String>empty())
                .distinct()
                .toList();
        return roots.size() == 1 && event ? roots.get(0) : Optional.empty();
    }

    private static Path atRoot(Path path, String root) {
        return new Path(
                path.alternatives().stream()
                        .map(way -> new Path.Alternative(new Path.Start.Name(root), way.steps()))
                        .toList(),
                path.text());
    }

    private Source remembered(String root, Schema.Field plain, Source.FromPath source) throws Misfit {
        if (root.equals(AuditTable.ROOT)) {
            throw new Misfit("an audit row has no earlier event; @previous is for the rows that audit rows are about");
        }
        Set<TableName> tables = paths.tables(root);
        return new Source.Previous(new Remembered(topic, plain.name(), root, tables, required(plain.schema())), source);
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
            Position column = Position.atRow(end.tables(), false)
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
    static Schema required(Schema schema) throws Misfit {
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
