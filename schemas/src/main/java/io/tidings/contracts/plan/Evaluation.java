package io.tidings.contracts.plan;

import io.tidings.contracts.plan.Outcome.Reason;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** One contract evaluated for one audit row; collects every reason why it cannot be fulfilled. */
final class Evaluation {
    private final Walk walk;
    private final List<Reason> reasons = new ArrayList<>();

    Evaluation(Roots roots) {
        this.walk = new Walk(roots);
    }

    Outcome evaluate(Contract contract) {
        String key = key(contract.key());
        GenericData.Record value = record(contract.record(), null, "");
        return reasons.isEmpty() ? new Outcome.Event(contract, key, value) : new Outcome.Rejected(contract, reasons);
    }

    private String key(PathPlan path) {
        List<Walk.Stop> stops = walk.follow(path, null);
        Object value = stops.isEmpty() ? null : stops.get(0).value();
        if (value == null) {
            reject("@key", path, "the path gives no value");
            return "";
        }
        return Text.of(value);
    }

    private GenericData.Record record(RecordPlan plan, @Nullable Place own, String prefix) {
        GenericData.Record record = new GenericData.Record(plan.schema());
        List<FieldPlan> fields = plan.fields();
        for (int position = 0; position < fields.size(); position++) {
            record.put(
                    position,
                    field(
                            fields.get(position),
                            own,
                            prefix + fields.get(position).name()));
        }
        return record;
    }

    private @Nullable Object field(FieldPlan field, @Nullable Place own, String name) {
        List<Walk.Stop> stops = ordered(walk.follow(field.path(), own), field.order());
        if (field.shape() instanceof Shape.Each each) {
            return each(each, stops, field.path(), name);
        }
        if (!stops.isEmpty()) {
            return datum(field.shape(), stops.get(0), field.path(), name);
        }
        if (field.fallback() instanceof Fallback.Default fallback) {
            return fallback.datum();
        }
        return reject(name, field.path(), "the path gives no value, and the field is required");
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
            return reject(name, path, "the column holds no array");
        }
        if (!TextForm.isKnown(list)) {
            return reject(name, path, "the array holds arrays or nothing but nulls, which the log does not tell apart");
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
            return reject(name, path, "the column holds no json object");
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
        return datum != null ? datum : reject(name, path, "a value does not fit " + conversion.wanted());
    }

    private @Nullable Object reject(String field, PathPlan path, String sentence) {
        reasons.add(new Reason(field, path.text(), sentence));
        return null;
    }
}
