package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.ChangeTrigger;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Contracts.ExcludedColumn;
import io.tidings.contracts.plan.Ordering;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import io.tidings.contracts.plan.RecordPlan.Source;
import io.tidings.contracts.plan.Shape;
import io.tidings.contracts.plan.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Traces one contract's fields to columns. */
final class EventTracing {
    private final Contract contract;
    private final Contracts contracts;
    private final Catalog catalog;
    private final Rooting roots;
    private final PathTracing paths;
    private final List<FieldLineage> fields = new ArrayList<>();

    EventTracing(Contract contract, Contracts contracts, Catalog catalog) {
        this.contract = contract;
        this.contracts = contracts;
        this.catalog = catalog;
        this.roots = new Rooting(contract, contracts);
        this.paths = new PathTracing(roots);
    }

    EventLineage event() {
        record(contract.record(), Optional.empty(), "");
        Spot key = paths.follow(contract.key(), Optional.empty());
        Schema text = Schema.create(Schema.Type.STRING);
        return new EventLineage(
                contract,
                triggers(),
                entry(
                        EventLineage.KEY,
                        new Schema.Field("key", text),
                        contract.key(),
                        key,
                        key.values(),
                        Optional.empty()),
                fields);
    }

    private void record(RecordPlan plan, Optional<Spot> own, String prefix) {
        for (int position = 0; position < plan.fields().size(); position++) {
            FieldPlan field = plan.fields().get(position);
            Schema.Field published = plan.schema().getFields().get(position);
            if (field.source() instanceof Source.Changes changes) {
                fields.add(compared(prefix, changes, published));
            } else if (field.source() instanceof Source.Previous previous) {
                Spot spot = end(previous.now(), own);
                field(prefix, published, field, previous.now(), spot.from(earlier(spot)));
            } else {
                Source.FromPath source = (Source.FromPath) field.source();
                field(prefix, published, field, source, end(source, own));
            }
        }
    }

    private void field(String prefix, Schema.Field published, FieldPlan plan, Source.FromPath source, Spot spot) {
        Shape shape = plan.shape();
        String name = prefix + published.name();
        Shape element = shape instanceof Shape.Each each ? each.element() : shape;
        fields.add(entry(name, published, source.path(), spot, readings(element, spot), plan.sensitive()));
        if (element instanceof Shape.Nested nested) {
            record(nested.record(), Optional.of(spot), name + (shape == element ? "." : "[]."));
        }
    }

    private static FieldLineage entry(
            String name,
            Schema.Field published,
            PathPlan path,
            Spot spot,
            SortedSet<Reading> readings,
            Optional<String> sensitive) {
        return new FieldLineage(
                name,
                published.schema(),
                Objects.requireNonNullElse(published.doc(), ""),
                path.text(),
                List.copyOf(spot.origins()),
                spot.rows(),
                readings,
                sensitive,
                List.copyOf(spot.passages()));
    }

    private static FieldLineage compared(String prefix, Source.Changes changes, Schema.Field published) {
        Spot nowhere = Spot.at(Set.of(), Set.of())
                .from(Stream.of(changes.left(), changes.right())
                        .map(field -> new Origin(field, Origin.Manner.COMPARED))
                        .toList());
        PathPlan text = new PathPlan(List.of(), true, changes.text());
        return entry(prefix + published.name(), published, text, nowhere, nowhere.values(), Optional.empty());
    }

    private static List<Origin> earlier(Spot spot) {
        return spot.origins().stream()
                .map(origin -> new Origin(origin.name(), Origin.Manner.PREVIOUS))
                .toList();
    }

    private Spot end(Source.FromPath source, Optional<Spot> own) {
        Spot spot = paths.follow(source.path(), own);
        List<Passage> order = new ArrayList<>();
        for (Ordering ordering : source.order()) {
            spot.rows().stream()
                    .filter(row -> columns(row).contains(ordering.column()))
                    .forEach(row -> order.add(new Passage(new ColumnName(row, ordering.column()), Use.ORDER)));
        }
        return spot.passing(order);
    }

    private SortedSet<Reading> readings(Shape shape, Spot spot) {
        boolean ofRow =
                shape instanceof Shape.Entries entries && entries.columns().isPresent();
        if (!ofRow) {
            return spot.values();
        }
        SortedSet<Reading> readings = new TreeSet<>();
        spot.rows()
                .forEach(row -> columns(row)
                        .forEach(column -> readings.add(new Reading(new ColumnName(row, column), List.of()))));
        return readings;
    }

    /** Those that leave the database. */
    private List<String> columns(TableName name) {
        return catalog.table(name).map(Table::columns).stream()
                .flatMap(columns -> columns.keySet().stream())
                .filter(column -> !contracts.excluded().contains(new ExcludedColumn(name, column)))
                .toList();
    }

    private List<Passage> triggers() {
        Stream<Passage> audited = contract.actions().isEmpty()
                ? Stream.of()
                : Stream.of(trigger(contracts.audit().table(), contracts.audit().action()));
        return Stream.concat(audited, contract.changes().stream().flatMap(this::trigger))
                .distinct()
                .toList();
    }

    private Stream<Passage> trigger(ChangeTrigger change) {
        Stream<String> columns = change.kind() != Trigger.Kind.UPDATED
                ? roots.key(change.table()).map(ColumnName::column)
                : change.columns().isEmpty() ? columns(change.table()).stream() : change.columns().stream();
        Spot row = Spot.at(Set.of(), Set.of(change.table()));
        Stream<Passage> with =
                change.with().stream().flatMap(path -> paths.follow(path, Optional.of(row)).passages().stream());
        return Stream.concat(columns.map(column -> trigger(change.table(), column)), with);
    }

    private static Passage trigger(TableName table, String column) {
        return new Passage(new ColumnName(table, column), Use.TRIGGER);
    }
}
