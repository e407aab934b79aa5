package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.Path;
import io.tidings.contracts.path.Step;
import io.tidings.contracts.plan.PathPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Resolves a path against the catalog. */
final class PathCompiler {
    private final Scope scope;
    private final RootScope roots;

    PathCompiler(RootScope roots) {
        this.scope = roots.scope();
        this.roots = roots;
    }

    /** The same for a path that is followed at other events too, where only one root is known. */
    PathCompiler only(String root) {
        return new PathCompiler(roots.only(root));
    }

    /** A path, and where it ends. */
    record Compiled(PathPlan plan, Position end) {}

    /** Compiles the path of an event's field, which begins at a root. */
    Compiled fromRoot(Path path) throws Misfit {
        return compile(path, Optional.empty());
    }

    /** Compiles the path of a nested record's field, which begins at a column of the record's row. */
    Compiled fromRow(Path path, List<Table> row) throws Misfit {
        return compile(path, Optional.of(row));
    }

    /** The tables that a root can be a row of. */
    Set<TableName> tables(String root) throws Misfit {
        return roots.root(root).tables().stream().map(Table::name).collect(Collectors.toSet());
    }

    private Compiled compile(Path path, Optional<List<Table>> own) throws Misfit {
        List<PathPlan.Way> ways = new ArrayList<>();
        Optional<Position> end = Optional.empty();
        for (Path.Alternative alternative : path.alternatives()) {
            List<PathPlan.Step> steps = new ArrayList<>();
            Begun begun = start(alternative.start(), own);
            Position position = begun.position();
            for (Step step : alternative.steps()) {
                position = step(position, step, steps);
            }
            ways.add(new PathPlan.Way(begun.start(), steps));
            end = Optional.of(joined(end, position));
        }
        Position last = end.orElseThrow();
        return new Compiled(new PathPlan(ways, last.many(), path.text()), last);
    }

    private static Position joined(Optional<Position> before, Position next) throws Misfit {
        if (before.isPresent()
                && before.get().value().isPresent() != next.value().isPresent()) {
            throw new Misfit("one alternative ends at a row and another at a column; end all of them alike");
        }
        return before.map(position -> Position.either(position, next)).orElse(next);
    }

    private record Begun(PathPlan.Start start, Position position) {}

    private Begun start(Path.Start start, Optional<List<Table>> own) throws Misfit {
        if (start instanceof Path.Start.Last last) {
            Compiled path = compile(last.path(), own);
            return new Begun(new PathPlan.Start.Last(path.plan()), path.end());
        }
        if (start instanceof Path.Start.Previous previous) {
            throw new Misfit(previous.root() + "@previous stands at the begin of every alternative of an event's own"
                    + " field, or of none");
        }
        String name = ((Path.Start.Name) start).name();
        if (own.isEmpty()) {
            return new Begun(new PathPlan.Start.Root(name), roots.root(name));
        }
        Position row = Position.atRow(own.get(), false);
        Position read = read(row, name);
        return new Begun(new PathPlan.Start.OwnColumn(new PathPlan.Step.ReadColumn(name, row.having(name))), read);
    }

    private Position step(Position position, Step step, List<PathPlan.Step> steps) throws Misfit {
        if (step instanceof Step.ReadColumn column) {
            if (position.value().isPresent()) {
                throw new Misfit("." + column.name() + " follows a column; a column is read from a row");
            }
            steps.add(new PathPlan.Step.ReadColumn(column.name(), position.having(column.name())));
            return read(position, column.name());
        }
        if (step instanceof Step.ReadKey key) {
            return readKey(position, key, steps);
        }
        if (step instanceof Step.Follow follow) {
            return follow(position, follow, steps);
        }
        return gather(position, (Step.Gather) step, steps);
    }

    static Position read(Position position, String column) throws Misfit {
        return position.read(column).orElseThrow(() -> noColumn(position.tables(), column));
    }

    private static Misfit noColumn(List<Table> tables, String column) {
        String names = String.join(
                " or ", tables.stream().map(table -> table.name().toString()).toList());
        List<String> columns = tables.stream()
                .flatMap(table -> table.columns().keySet().stream())
                .distinct()
                .toList();
        return new Misfit(names + " has no column " + column + "; it has " + String.join(", ", columns));
    }

    private static Position readKey(Position position, Step.ReadKey key, List<PathPlan.Step> steps) throws Misfit {
        Position.Value json = value(position, "/" + key.key());
        if (!json.all(ColumnTypes::isJson)) {
            throw new Misfit("/" + key.key() + " reads into json, and the column is " + json.type());
        }
        steps.add(new PathPlan.Step.ReadKey(key.key()));
        Position.Value member = new Position.Value(List.of(ColumnTypes.JSON_MEMBER), Optional.empty());
        return new Position(position.tables(), Optional.of(member), position.many(), true);
    }

    private Position follow(Position position, Step.Follow follow, List<PathPlan.Step> steps) throws Misfit {
        Position.Value from = value(position, "-> " + follow.table());
        Table table = scope.kept(follow.table());
        if (follow.column().isEmpty() && table.primaryKey().isEmpty()) {
            throw new Misfit(table.name() + " has no primary key; name a unique column: -> " + follow.table()
                    + "(column), or use <- for all rows");
        }
        String column = follow.column().orElseGet(() -> table.primaryKey().get(0));
        if (follow.column().isEmpty() && table.primaryKey().size() > 1) {
            throw new Misfit(table.name() + " has a primary key of several columns; name the column: -> "
                    + follow.table() + "(column)");
        }
        Column key = column(table, column);
        if (follow.column().isPresent()) {
            if (!key.unique()) {
                throw new Misfit(table.name() + "." + column + " is not unique; use <- for several rows");
            }
            scope.lookUp(table.name(), column);
        }
        findable(from, table, column);
        steps.add(new PathPlan.Step.Follow(
                table.name(), follow.column(), new FilterCompiler(roots, table).tests(follow.conditions())));
        boolean sure = from.references().equals(Optional.of(table.name()))
                && follow.column().isEmpty()
                && follow.conditions().isEmpty();
        return new Position(List.of(table), Optional.empty(), position.many(), position.nullable() || !sure);
    }

    private Position gather(Position position, Step.Gather gather, List<PathPlan.Step> steps) throws Misfit {
        Position.Value from = value(position, "<- " + gather.table());
        Table table = scope.kept(gather.table());
        findable(from, table, gather.column());
        scope.lookUp(table.name(), gather.column());
        steps.add(new PathPlan.Step.Gather(
                table.name(),
                gather.column(),
                new FilterCompiler(roots, table).tests(gather.conditions()),
                WatchedTables.byPrimaryKey(table)));
        return new Position(List.of(table), Optional.empty(), true, true);
    }

    private static Position.Value value(Position position, String step) throws Misfit {
        return position.value()
                .orElseThrow(() -> new Misfit(step + " starts at a row; name the column that it starts from"));
    }

    static Column column(Table table, String name) throws Misfit {
        Column column = table.columns().get(name);
        if (column == null) {
            throw noColumn(List.of(table), name);
        }
        return column;
    }

    /** As comparable, and by the text too, by which rows are found. */
    private static void findable(Position.Value value, Table table, String column) throws Misfit {
        comparable(value, table, column);
        String other = column(table, column).type();
        if (!ColumnTypes.findable(other) || !value.all(ColumnTypes::findable)) {
            throw new Misfit(
                    table.name() + "." + column + " is " + other + ", and rows are not found by values of type "
                            + value.type() + ", which can be equal and read differently");
        }
        if (!value.all(type -> ColumnTypes.sameText(type, other))) {
            throw new Misfit(table.name() + "." + column + " is " + other
                    + " and is padded to another length than a value of type " + value.type());
        }
    }

    static void comparable(Position.Value value, Table table, String column) throws Misfit {
        String other = column(table, column).type();
        if (!value.all(type -> ColumnTypes.comparable(type, other))) {
            throw new Misfit(
                    table.name() + "." + column + " is " + other + " and cannot equal a value of type " + value.type());
        }
    }
}
