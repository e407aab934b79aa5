package io.tidings.contracts.plan;

import io.tidings.contracts.path.Condition.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows paths through a view. */
final class Walk {
    private final Roots roots;

    Walk(Roots roots) {
        this.roots = roots;
    }

    /**
     * Where a path has come to.
     *
     * @param place the row it stands on, or the row that holds the value
     * @param value the value, when the path has read one; null while it stands on the row itself
     */
    record Stop(Place place, @Nullable Object value) {}

    /**
     * All that the path gives, in its order.
     *
     * @param own the row that the enclosing record stands on; null in an event, whose paths begin at roots
     */
    List<Stop> follow(PathPlan path, @Nullable Place own) {
        for (PathPlan.Way way : path.alternatives()) {
            List<Stop> stops = start(way.start(), own);
            for (PathPlan.Step step : way.steps()) {
                stops = step(stops, step);
            }
            if (!stops.isEmpty()) {
                return stops;
            }
        }
        return List.of();
    }

    private List<Stop> start(PathPlan.Start start, @Nullable Place own) {
        if (start instanceof PathPlan.Start.OwnColumn column && own != null) {
            return read(new Stop(own, null), column.column());
        }
        if (start instanceof PathPlan.Start.Root root) {
            return roots.root(root.name())
                    .map(place -> List.of(new Stop(place, null)))
                    .orElse(List.of());
        }
        throw new IllegalStateException("An event's path begins at a root; the compiler let " + start + " through.");
    }

    private List<Stop> step(List<Stop> stops, PathPlan.Step step) {
        List<Stop> next = new ArrayList<>();
        for (Stop stop : stops) {
            next.addAll(step(stop, step));
        }
        return next;
    }

    private List<Stop> step(Stop stop, PathPlan.Step step) {
        if (step instanceof PathPlan.Step.ReadColumn column) {
            return read(stop, column.column());
        }
        if (step instanceof PathPlan.Step.ReadKey key) {
            return member(stop, key.key());
        }
        View view = stop.place().view();
        if (step instanceof PathPlan.Step.Follow follow) {
            String value = Text.of(valueOf(stop));
            List<Row> rows = follow.column()
                    .map(column -> view.rows(follow.table(), column, value))
                    .orElseGet(() -> view.row(follow.table(), Key.of(value))
                            .map(List::of)
                            .orElse(List.of()));
            return rowsThatPass(rows, follow.tests(), view);
        }
        PathPlan.Step.Gather gather = (PathPlan.Step.Gather) step;
        List<Row> rows = new ArrayList<>(view.rows(gather.table(), gather.column(), Text.of(valueOf(stop))));
        rows.sort(Ordering.all(gather.primaryKey()));
        return rowsThatPass(rows, gather.tests(), view);
    }

    private static Object valueOf(Stop stop) {
        Object value = stop.value();
        if (value == null) {
            throw new IllegalStateException("An arrow starts at a column; the compiler let another start through.");
        }
        return value;
    }

    private static List<Stop> read(Stop stop, String column) {
        Object value = stop.place().row().value(column);
        return value == null ? List.of() : List.of(new Stop(stop.place(), value));
    }

    private static List<Stop> member(Stop stop, String key) {
        Map<String, ?> object = Json.object(valueOf(stop));
        Object member = object == null ? null : object.get(key);
        return member == null ? List.of() : List.of(new Stop(stop.place(), member));
    }

    private List<Stop> rowsThatPass(List<Row> rows, List<PathPlan.Test> tests, View view) {
        List<Stop> stops = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (tests.stream().allMatch(test -> passes(row, test))) {
                stops.add(new Stop(new Place(row, view), null));
            }
        }
        return stops;
    }

    private boolean passes(Row row, PathPlan.Test test) {
        if (test instanceof PathPlan.Test.IsNull isNull) {
            return (row.value(isNull.column()) == null) != isNull.negated();
        }
        if (test instanceof PathPlan.Test.In in) {
            String value = Text.orNull(row.value(in.column().column()));
            return value != null
                    && in.literals().stream().anyMatch(literal -> in.column().same(value, literal));
        }
        PathPlan.Test.Compare compare = (PathPlan.Test.Compare) test;
        String value = Text.orNull(row.value(compare.column().column()));
        Optional<String> other = operand(compare.operand());
        return value != null && other.isPresent() && compare.column().same(value, other.get()) != compare.negated();
    }

    private Optional<String> operand(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return Optional.of(literal.text());
        }
        Operand.RootColumn column = (Operand.RootColumn) operand;
        return roots.root(column.root()).map(place -> Text.orNull(place.row().value(column.column())));
    }
}
