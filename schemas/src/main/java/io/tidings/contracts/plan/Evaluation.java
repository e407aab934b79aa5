package io.tidings.contracts.plan;

import io.tidings.contracts.plan.Outcome.Reason;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import io.tidings.contracts.plan.RecordPlan.Source;
import io.tidings.contracts.plan.Roots.Rooted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** One contract evaluated for one trigger; collects every reason why it cannot be fulfilled. */
final class Evaluation {
    private final Roots roots;
    private final Memory memory;
    private final Walk walk;
    private final List<Reason> reasons = new ArrayList<>();

    Evaluation(Roots roots, Memory memory) {
        this.roots = roots;
        this.memory = memory;
        this.walk = new Walk(roots);
    }

    private record Subject(String key, Optional<Rooted> about) {}

    /**
     * What came of it.
     *
     * @param about the row whose column the event's key is; empty when there is no event or the key is of no root's row
     */
    record Result(Outcome outcome, Optional<Rooted> about) {}

    Result evaluate(Contract contract) {
        Subject subject = subject(contract.key());
        GenericData.Record value = record(contract.record(), null, "");
        return reasons.isEmpty()
                ? new Result(new Outcome.Event(contract, subject.key(), value), subject.about())
                : new Result(new Outcome.Rejected(contract, reasons), Optional.empty());
    }

    /** What a path gives in a shape; empty when it gives nothing that fits. */
    Optional<Object> value(Source.FromPath source, Shape shape) {
        Object value = fromPath(source, shape, null, "");
        return Optional.ofNullable(value).filter(unused -> reasons.isEmpty());
    }

    private Subject subject(PathPlan path) {
        for (PathPlan.Way way : path.alternatives()) {
            List<Walk.Stop> stops = walk.follow(way, null);
            Object value = stops.isEmpty() ? null : stops.get(0).value();
            if (value != null) {
                Optional<Rooted> about =
                        way.start() instanceof PathPlan.Start.Root root ? roots.root(root.name()) : Optional.empty();
                return new Subject(Text.of(value), about);
            }
        }
        reject("@key", path.text(), walk.doubt().orElse("the path gives no value"));
        return new Subject("", Optional.empty());
    }

    private GenericData.Record record(RecordPlan plan, @Nullable Place own, String prefix) {
        GenericData.Record record = new GenericData.Record(plan.schema());
        List<FieldPlan> fields = plan.fields();
        for (int position = 0; position < fields.size(); position++) {
            FieldPlan field = fields.get(position);
            if (!(field.source() instanceof Source.Changes)) {
                record.put(position, field(field, own, prefix + field.name()));
            }
        }
        for (int position = 0; position < fields.size(); position++) {
            if (fields.get(position).source() instanceof Source.Changes changes) {
                record.put(position, changes(record, changes));
            }
        }
        return record;
    }

    /** The names of the fields that differ, in the order of the records' schema; none when one of them is not there. */
    private static List<String> changes(GenericData.Record record, Source.Changes changes) {
        if (record.get(changes.left()) instanceof GenericData.Record left
                && record.get(changes.right()) instanceof GenericData.Record right) {
            return left.getSchema().getFields().stream()
                    .filter(field -> !Objects.equals(left.get(field.pos()), right.get(field.pos())))
                    .map(Schema.Field::name)
                    .toList();
        }
        return List.of();
    }

    private @Nullable Object field(FieldPlan field, @Nullable Place own, String name) {
        int before = reasons.size();
        Object value = field.source() instanceof Source.Previous previous
                ? roots.root(previous.what().root())
                        .flatMap(row -> memory.recall(previous.what(), row.name()))
                        .orElse(null)
                : fromPath((Source.FromPath) field.source(), field.shape(), own, name);
        if (value != null || reasons.size() > before) {
            return value;
        }
        if (field.fallback() instanceof Fallback.Default fallback) {
            return fallback.datum();
        }
        return reject(name, field.source().text(), "the path gives no value, and the field is required");
    }

    private @Nullable Object fromPath(Source.FromPath source, Shape shape, @Nullable Place own, String name) {
        PathPlan path = source.path();
        List<Walk.Stop> stops = ordered(walk.follow(path, own), source.order());
        Optional<String> doubt = walk.doubt();
        if (doubt.isPresent()) {
            return reject(name, path.text(), doubt.get());
        }
        if (shape instanceof Shape.Each each) {
            return each(each, stops, path, name);
        }
        return stops.isEmpty() ? null : datum(shape, stops.get(0), path, name);
    }

    private static List<Walk.Stop> ordered(List<Walk.Stop> stops, List<Ordering> order) {
        if (order.isEmpty() || stops.size() < 2) {
            return stops;
        }
        List<Walk.Stop> sorted = new ArrayList<>(stops);
        sorted.sort(Comparator.comparing(stop -> stop.place().row(), Ordering.all(order)));
        return sorted;
    }

    private List<Object> each(Shape.Each each, List<Walk.Stop> stops, PathPlan path, String name) {
        List<Object> elements = new ArrayList<>(stops.size());
        for (int i = 0; i < stops.size(); i++) {
            Object element = datum(each.element(), stops.get(i), path, name + "[" + i + "]");
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    private @Nullable Object datum(Shape shape, Walk.Stop stop, PathPlan path, String name) {
        if (shape instanceof Shape.Nested nested) {
            return record(nested.record(), stop.place(), name + ".");
        }
        if (shape instanceof Shape.Entries entries) {
            return entries(entries, stop, path, name);
        }
        Object value = stop.value();
        if (value == null) {
            throw new IllegalStateException(
                    "A path to a value ends at a column; the compiler let " + path + " through.");
        }
        if (shape instanceof Shape.Elements elements) {
            return elements(elements.elements(), value, path, name);
        }
        return converted(((Shape.Scalar) shape).conversion(), value, path, name);
    }

    private @Nullable Object elements(Conversion conversion, Object value, PathPlan path, String name) {
        if (!(value instanceof List<?> list)) {
            return reject(name, path.text(), "the column holds no array");
        }
        if (!TextForm.isKnown(list)) {
            return reject(
                    name,
                    path.text(),
                    "the array holds arrays or nothing but nulls, which the log does not tell apart");
        }
        List<Object> elements = new ArrayList<>(list.size());
        for (Object element : list) {
            Object converted = element == null ? null : converted(conversion, element, path, name);
            if (converted != null) {
                elements.add(converted);
            }
        }
        return elements;
    }

    private @Nullable Object entries(Shape.Entries shape, Walk.Stop stop, PathPlan path, String name) {
        Map<String, ?> values = stop.value() == null ? stop.place().row().values() : Json.object(stop.value());
        if (values == null) {
            return reject(name, path.text(), "the column holds no json object");
        }
        // Sorted, because Avro writes a map in its iteration order and replays must give the same bytes.
        Map<String, Object> entries = new TreeMap<>();
        values.forEach((key, value) -> {
            boolean wanted = value != null
                    && shape.columns().map(columns -> columns.contains(key)).orElse(true);
            Object converted = wanted ? converted(shape.values(), value, path, name + "." + key) : null;
            if (converted != null) {
                entries.put(key, converted);
            }
        });
        return entries;
    }

    private @Nullable Object converted(Conversion conversion, Object value, PathPlan path, String name) {
        Object datum = conversion.convert(value);
        return datum != null ? datum : reject(name, path.text(), "a value does not fit " + conversion.wanted());
    }

    private @Nullable Object reject(String field, String path, String sentence) {
        reasons.add(new Reason(field, path, sentence));
        return null;
    }
}
