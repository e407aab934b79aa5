package io.tidings.contracts.plan;

import io.tidings.contracts.path.Condition.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows paths through a view. */
final class Walk {
    private static final String FORGOTTEN = " is forgotten: it ended longer ago than the retention";

    private final Roots roots;
    private @Nullable String doubt;

    Walk(Roots roots) {
        this.roots = roots;
    }

    /**
     * Where a path has come to.
     *
     * @param place the row it stands on, or the row that holds the value
     * @param value the value, when the path has read one; null while it stands on the row itself
     */
    record Stop(Place place, @Nullable Object value) {

        /** The same, as far as it has come, in another view. */
        Stop in(View view) {
            return new Stop(new Place(place.row(), view), value);
        }
    }

    /**
     * All that the path gives, in its order.
     *
     * @param own the row that the enclosing record stands on; null in an event, whose paths begin at roots
     */
    List<Stop> follow(PathPlan path, @Nullable Place own) {
        for (PathPlan.Way way : path.alternatives()) {
            List<Stop> stops = follow(way, own);
            if (!stops.isEmpty()) {
                return stops;
            }
        }
        return List.of();
    }

    /** All that one alternative gives. */
    List<Stop> follow(PathPlan.Way way, @Nullable Place own) {
        List<Stop> stops = start(way.start(), own);
        for (PathPlan.Step step : way.steps()) {
            stops = step(stops, step);
        }
        return stops;
    }

    /** Why what was followed since the last call cannot be relied on, if there is a reason. */
    Optional<String> doubt() {
        Optional<String> found = Optional.ofNullable(doubt);
        doubt = null;
        return found;
    }

    private List<Stop> start(PathPlan.Start start, @Nullable Place own) {
        if (start instanceof PathPlan.Start.OwnColumn ownColumn && own != null) {
            return read(new Stop(own, null), ownColumn.column());
        }
        if (start instanceof PathPlan.Start.Root root) {
            return roots.root(root.name())
                    .flatMap(this::place)
                    .map(place -> List.of(new Stop(place, null)))
                    .orElse(List.of());
        }
        if (start instanceof PathPlan.Start.Last last) {
            return last.path().alternatives().stream()
                    .map(way -> last(way, own))
                    .filter(stops -> !stops.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        throw new IllegalStateException("An event's path begins at a root; the compiler let " + start + " through.");
    }

    private Optional<Place> place(Roots.Rooted row) {
        row.doubt().ifPresent(reason -> doubt = reason);
        if (row.place().isEmpty() && row.doubt().isEmpty()) {
            doubt = "the row " + row.name().key().parts() + " of " + row.name().table() + FORGOTTEN;
        }
        return row.place();
    }

    /** What an alternative gives or, when it gives nothing, what it gave when it last gave something. */
    private List<Stop> last(PathPlan.Way way, @Nullable Place own) {
        List<Stop> stops = start(way.start(), own);
        if (stops.isEmpty()) {
            return stops;
        }
        Trace.Earlier at = new Trace.Earlier.Moment(stops.get(0).place().view());
        while (at instanceof Trace.Earlier.Moment moment) {
            Trace trace = moment.view().trace();
            List<Stop> then = stops.stream().map(stop -> stop.in(trace)).toList();
            for (PathPlan.Step step : way.steps()) {
                then = step(then, step);
            }
            if (!then.isEmpty()) {
                return then.stream().map(stop -> stop.in(moment.view())).toList();
            }
            at = trace.before();
        }
        if (at instanceof Trace.Earlier.Forgotten) {
            doubt = "what it gave last" + FORGOTTEN;
        }
        return List.of();
    }

    private List<Stop> step(List<Stop> stops, PathPlan.Step step) {
        if (stops.size() == 1) {
            return step(stops.get(0), step);
        }
        List<Stop> next = new ArrayList<>();
        for (Stop stop : stops) {
            next.addAll(step(stop, step));
        }
        return next;
    }

    private List<Stop> step(Stop stop, PathPlan.Step step) {
        if (step instanceof PathPlan.Step.ReadColumn column) {
            return read(stop, column);
        }
        if (step instanceof PathPlan.Step.ReadKey key) {
            return member(stop, key.key());
        }
        View view = stop.place().view();
        if (step instanceof PathPlan.Step.Follow follow) {
            String value = Text.of(valueOf(stop));
            view.doubt(follow.table()).ifPresent(reason -> doubt = reason);
            List<Row> rows = follow.column()
                    .map(column -> view.rows(follow.table(), column, value))
                    .orElseGet(() -> view.row(follow.table(), Key.of(value))
                            .map(List::of)
                            .orElse(List.of()));
            return rowsThatPass(rows, follow.tests(), view);
        }
        PathPlan.Step.Gather gather = (PathPlan.Step.Gather) step;
        view.doubt(gather.table()).ifPresent(reason -> doubt = reason);
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

    private List<Stop> read(Stop stop, PathPlan.Step.ReadColumn step) {
        Object value = value(
                stop.place().row(),
                step.column(),
                step.tables().contains(stop.place().row().table()));
        return value == null ? List.of() : List.of(new Stop(stop.place(), value));
    }

    /** The value of a column that, when it is expected, must be there. */
    private @Nullable Object value(Row row, String column, boolean expected) {
        Object value = row.value(column);
        if (value == null && expected && !row.values().containsKey(column)) {
            doubt = "the row of " + row.table() + " has no column " + column
                    + ": the table is not the one that the contracts were compiled for";
        }
        return value;
    }

    private static List<Stop> member(Stop stop, String key) {
        Map<String, ?> object = Json.object(valueOf(stop));
        Object member = object == null ? null : object.get(key);
        return member == null ? List.of() : List.of(new Stop(stop.place(), member));
    }

    private List<Stop> rowsThatPass(List<Row> rows, List<PathPlan.Test> tests, View view) {
        List<Stop> stops = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (passes(row, tests)) {
                stops.add(new Stop(new Place(row, view), null));
            }
        }
        return stops;
    }

    private boolean passes(Row row, List<PathPlan.Test> tests) {
        for (PathPlan.Test test : tests) {
            if (!passes(row, test)) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(Row row, PathPlan.Test test) {
        if (test instanceof PathPlan.Test.IsNull isNull) {
            return (value(row, isNull.column(), true) == null) != isNull.negated();
        }
        if (test instanceof PathPlan.Test.In in) {
            String value = Text.orNull(value(row, in.column().column(), true));
            return value != null
                    && in.literals().stream().anyMatch(literal -> in.column().same(value, literal));
        }
        PathPlan.Test.Compare compare = (PathPlan.Test.Compare) test;
        String value = Text.orNull(value(row, compare.column().column(), true));
        Optional<String> other = operand(compare.operand());
        return value != null && other.isPresent() && compare.column().same(value, other.get()) != compare.negated();
    }

    private Optional<String> operand(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return Optional.of(literal.text());
        }
        Operand.RootColumn column = (Operand.RootColumn) operand;
        return roots.root(column.root())
                .flatMap(this::place)
                .map(place -> Text.orNull(place.row().value(column.column())));
    }
}
