package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.path.Condition.Operand;
import io.tidings.contracts.plan.PathPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Follows paths without rows: every alternative, whatever it would give. */
record PathTracing(Rooting roots) {

    /**
     * Where all alternatives of a path come to.
     *
     * @param own where the enclosing record stands; empty in an event, whose paths begin at roots
     */
    Spot follow(PathPlan path, Optional<Spot> own) {
        return path.alternatives().stream()
                .map(way -> follow(way, own))
                .reduce(Spot::or)
                .orElseThrow();
    }

    private Spot follow(PathPlan.Way way, Optional<Spot> own) {
        Spot spot = start(way.start(), own);
        for (PathPlan.Step step : way.steps()) {
            spot = step(spot, step);
        }
        return spot;
    }

    private Spot start(PathPlan.Start start, Optional<Spot> own) {
        if (start instanceof PathPlan.Start.Root root) {
            return roots.root(root.name());
        }
        if (start instanceof PathPlan.Start.OwnColumn column) {
            return step(own.orElseThrow(), column.column());
        }
        Spot spot = follow(((PathPlan.Start.Last) start).path(), own);
        return spot.from(spot.origins().stream()
                .map(origin -> new Origin(origin.name(), Origin.Manner.LAST))
                .toList());
    }

    private Spot step(Spot spot, PathPlan.Step step) {
        if (step instanceof PathPlan.Step.ReadColumn read) {
            return spot.reading(read.tables().stream()
                    .map(table -> new Reading(new ColumnName(table, read.column()), List.of()))
                    .toList());
        }
        if (step instanceof PathPlan.Step.ReadKey key) {
            return spot.reading(spot.values().stream()
                    .map(reading -> reading.member(key.key()))
                    .toList());
        }
        if (step instanceof PathPlan.Step.Follow follow) {
            Stream<ColumnName> found = follow.column().isPresent()
                    ? Stream.of(new ColumnName(follow.table(), follow.column().get()))
                    : roots.key(follow.table());
            return arrow(spot, follow.table(), found, Use.FOLLOW).passing(filters(follow.table(), follow.tests()));
        }
        PathPlan.Step.Gather gather = (PathPlan.Step.Gather) step;
        Stream<ColumnName> found = Stream.of(new ColumnName(gather.table(), gather.column()));
        return arrow(spot, gather.table(), found, Use.GATHER).passing(filters(gather.table(), gather.tests()));
    }

    private static Spot arrow(Spot spot, TableName table, Stream<ColumnName> found, Use use) {
        Stream<ColumnName> from = spot.values().stream().map(Reading::column);
        return spot.passing(Stream.concat(from, found)
                        .map(column -> new Passage(column, use))
                        .toList())
                .standingOn(Set.of(table));
    }

    private Collection<Passage> filters(TableName table, List<PathPlan.Test> tests) {
        List<Passage> passages = new ArrayList<>();
        for (PathPlan.Test test : tests) {
            passages.add(new Passage(new ColumnName(table, column(test)), Use.FILTER));
            if (test instanceof PathPlan.Test.Compare compare
                    && compare.operand() instanceof Operand.RootColumn operand) {
                Spot root = roots.root(operand.root());
                passages.addAll(root.passages());
                root.rows()
                        .forEach(row -> passages.add(new Passage(new ColumnName(row, operand.column()), Use.FILTER)));
            }
        }
        return passages;
    }

    private static String column(PathPlan.Test test) {
        if (test instanceof PathPlan.Test.IsNull isNull) {
            return isNull.column();
        }
        return test instanceof PathPlan.Test.In in
                ? in.column().column()
                : ((PathPlan.Test.Compare) test).column().column();
    }
}
