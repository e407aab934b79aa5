package io.tidings.contracts.protection;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.PathPlan.Step.ReadColumn;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import io.tidings.contracts.plan.RecordPlan.Source;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Shape;
import io.tidings.problem.Problems;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Treats the sensitive fields of events. The value alone is protected: not the key, and not the headers made of it. The same
 * treatments and key give the same bytes.
 */
public final class Protection {
    private static final String MASKED = "***";

    private final Treatments treatments;
    private final Optional<KeyedHash> hash;
    private final Contracts contracts;
    /** Those that have a sensitive field, in themselves or in what they enclose; compared by identity, which is quick. */
    private final Set<RecordPlan> sensitive = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Protects the contracts' events as the treatments say. */
    public Protection(Contracts contracts, Treatments treatments) {
        this.contracts = contracts;
        this.treatments = treatments;
        contracts.contracts().forEach(contract -> collect(contract.record()));
        this.hash = treatments.key().isEmpty() ? Optional.empty() : Optional.of(new KeyedHash(treatments.key()));
    }

    /** The event as it may leave. */
    public Outcome.Event protect(Outcome.Event event) {
        RecordPlan plan = event.contract().record();
        return sensitive.contains(plan)
                ? new Outcome.Event(event.contract(), event.key(), record(plan, event.value()))
                : event;
    }

    /** Whether anything that these contracts show is hidden. */
    public boolean hides() {
        return labels(contracts).stream().anyMatch(label -> treatments.of(label) != Treatment.SHOW);
    }

    /** The row as a dead letter may show it: columns that hidden fields of these contracts show are masked. */
    public Map<String, @Nullable Object> protect(Row row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
        contracts
                .contracts()
                .forEach(contract -> visit(contract.record(), (plan, field) -> {
                    if (treatment(field) != Treatment.SHOW) {
                        columns(field, row.table())
                                .forEach(column -> values.computeIfPresent(column, (name, value) -> MASKED));
                    }
                }));
        return values;
    }

    /** The columns of a table that a field shows, those of the records in it among them, and those on its way. */
    private static Stream<String> columns(FieldPlan field, TableName table) {
        Stream<String> read = field.source() instanceof Source.FromPath from
                ? columns(from.path(), table)
                : field.source() instanceof Source.Previous previous
                        ? columns(previous.now().path(), table)
                        : Stream.of();
        Stream<String> ofRow = field.shape() instanceof Shape.Entries entries
                ? entries.columns().stream().flatMap(Set::stream)
                : Stream.of();
        Stream<String> within = nested(field.shape()).stream()
                .flatMap(record -> record.fields().stream())
                .flatMap(inner -> columns(inner, table));
        return Stream.of(read, ofRow, within).flatMap(names -> names);
    }

    private static Stream<String> columns(PathPlan path, TableName table) {
        return path.alternatives().stream().flatMap(way -> {
            Stream<String> start = way.start() instanceof PathPlan.Start.Last last
                    ? columns(last.path(), table)
                    : way.start() instanceof PathPlan.Start.OwnColumn own
                                    && own.column().tables().contains(table)
                            ? Stream.of(own.column().column())
                            : Stream.of();
            return Stream.concat(
                    start,
                    way.steps().stream()
                            .filter(step -> step instanceof ReadColumn read
                                    && read.tables().contains(table))
                            .map(step -> ((ReadColumn) step).column()));
        });
    }

    /** The labels that contracts use. */
    public static Set<String> labels(Contracts contracts) {
        Set<String> labels = new TreeSet<>();
        contracts
                .contracts()
                .forEach(contract -> visit(
                        contract.record(), (plan, field) -> field.sensitive().ifPresent(labels::add)));
        return labels;
    }

    /** Reports fields that cannot be treated so: what must be there cannot be dropped. */
    public static void check(Collection<Contracts> sources, Treatments treatments, Problems problems) {
        treatments.check(
                sources.stream()
                        .flatMap(contracts -> labels(contracts).stream())
                        .collect(Collectors.toSet()),
                problems);
        for (Contract contract : sources.stream()
                .flatMap(contracts -> contracts.contracts().stream())
                .toList()) {
            visit(contract.record(), (plan, field) -> {
                Treatment treatment = field.sensitive().map(treatments::of).orElse(Treatment.SHOW);
                boolean drops =
                        treatment == Treatment.DROP || treatment != Treatment.SHOW && !isText(schema(plan, field));
                if (drops && field.fallback() instanceof Fallback.Reject) {
                    problems.add(
                            "the configuration",
                            0,
                            plan.schema().getName() + "." + field.name() + " is required and"
                                    + " cannot be left out, as `sensitive` says of `"
                                    + field.sensitive().orElse("")
                                    + "`; give it a default in the contract, or another treatment.");
                }
            });
        }
    }

    private interface Visitor {
        void visit(RecordPlan plan, FieldPlan field);
    }

    private static void visit(RecordPlan plan, Visitor visitor) {
        for (FieldPlan field : plan.fields()) {
            visitor.visit(plan, field);
            nested(field.shape()).ifPresent(inner -> visit(inner, visitor));
        }
    }

    private static Optional<RecordPlan> nested(Shape shape) {
        Shape element = shape instanceof Shape.Each each ? each.element() : shape;
        return element instanceof Shape.Nested record ? Optional.of(record.record()) : Optional.empty();
    }

    private boolean collect(RecordPlan plan) {
        boolean found = false;
        for (FieldPlan field : plan.fields()) {
            boolean inside = nested(field.shape()).map(this::collect).orElse(false);
            found |= inside || field.sensitive().isPresent();
        }
        if (found) {
            sensitive.add(plan);
        }
        return found;
    }

    private GenericRecord record(RecordPlan plan, GenericRecord value) {
        GenericRecord copy = new GenericData.Record(plan.schema());
        for (int position = 0; position < plan.fields().size(); position++) {
            copy.put(position, field(plan, plan.fields().get(position), value.get(position)));
        }
        return copy;
    }

    private @Nullable Object field(RecordPlan plan, FieldPlan field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        Treatment treatment = treatment(field);
        if (treatment != Treatment.SHOW) {
            return treated(plan, field, treatment, value);
        }
        Optional<RecordPlan> inner = nested(field.shape()).filter(sensitive::contains);
        if (inner.isEmpty()) {
            return value;
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(item -> record(inner.get(), (GenericRecord) item))
                        .toList()
                : record(inner.get(), (GenericRecord) value);
    }

    /** What is not sensitive is shown. */
    private Treatment treatment(FieldPlan field) {
        return field.sensitive().map(treatments::of).orElse(Treatment.SHOW);
    }

    private @Nullable Object treated(RecordPlan plan, FieldPlan field, Treatment treatment, Object value) {
        if (treatment == Treatment.DROP || !isText(schema(plan, field))) {
            return field.fallback() instanceof Fallback.Default fallback ? fallback.datum() : null;
        }
        return texts(field.sensitive().orElseThrow(), treatment, value);
    }

    private Object texts(String label, Treatment treatment, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> texts(label, treatment, item)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> treated = new TreeMap<>();
            map.forEach((key, item) -> treated.put(String.valueOf(key), texts(label, treatment, item)));
            return treated;
        }
        return treatment == Treatment.MASK
                ? MASKED
                : hash.orElseThrow(() -> new IllegalStateException("There is no key."))
                        .of(label, value.toString());
    }

    private static Schema schema(RecordPlan plan, FieldPlan field) {
        return plan.schema().getField(field.name()).schema();
    }

    /** A string, or an array or map of strings; a uuid is none, because it could not be one any more. */
    private static boolean isText(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> schema.getLogicalType() == null;
            case ARRAY -> isText(schema.getElementType());
            case MAP -> isText(schema.getValueType());
            case UNION ->
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .allMatch(Protection::isText);
            default -> false;
        };
    }
}
