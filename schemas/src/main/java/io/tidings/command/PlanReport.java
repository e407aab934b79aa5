package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.command.Registering.Standing;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.ColumnChange;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.lineage.Touch;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Contracts.ExcludedColumn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What will be captured and registered.
 *
 * @param published the publication's tables and columns now
 * @param changes of the database since the catalog file was written
 * @param lineage of the contracts against the database
 */
record PlanReport(
        Contracts contracts,
        Catalog database,
        String publication,
        Map<TableName, List<String>> published,
        List<ColumnChange> changes,
        Lineage lineage,
        List<Standing> standings) {

    /** The columns that a table will have in the log. */
    private List<String> columns(TableName table) {
        Set<String> columns = new LinkedHashSet<>(
                database.table(table).orElseThrow().columns().keySet());
        columns.removeAll(excluded(table));
        return List.copyOf(columns);
    }

    private Set<String> excluded(TableName table) {
        return contracts.excluded().stream()
                .filter(column -> column.table().equals(table))
                .map(ExcludedColumn::column)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What becomes of a table in the publication. */
    private String step(TableName table) {
        List<String> now = published.get(table);
        if (now == null) {
            return "add";
        }
        if (!contracts.tables().contains(table)) {
            return "drop";
        }
        List<String> wanted = excluded(table).isEmpty() ? List.of() : columns(table);
        return now.equals(wanted) ? "keep" : "alter";
    }

    private Map<TableName, String> steps() {
        Map<TableName, String> steps = new TreeMap<>();
        contracts.tables().forEach(table -> steps.put(table, step(table)));
        published.keySet().forEach(table -> steps.put(table, step(table)));
        return steps;
    }

    private String touched(ColumnChange change) {
        List<Touch> touches = lineage.touching(change.table(), change.name());
        Set<String> topics =
                touches.stream().map(touch -> touch.contract().topic()).collect(Collectors.toCollection(TreeSet::new));
        return topics.isEmpty() ? "no event" : topics.size() + " event types: " + String.join(", ", topics);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int columns = contracts.tables().stream()
                .mapToInt(table -> columns(table).size())
                .sum();
        text.append("Captured: ")
                .append(contracts.tables().size())
                .append(" tables, ")
                .append(columns);
        text.append(" columns, by the publication ").append(publication).append('\n');
        steps().forEach((table, step) -> text.append(line(table, step)));
        text.append("The database since catalog.yaml was written: ");
        text.append(changes.isEmpty() ? "unchanged\n" : changes.size() + " columns\n");
        for (ColumnChange change : changes) {
            text.append("  ")
                    .append(change)
                    .append("\n      touches ")
                    .append(touched(change))
                    .append('\n');
        }
        text.append("Registry:\n");
        for (Standing standing : standings) {
            text.append(standing).append('\n');
            standing.reasons()
                    .forEach(reason -> text.append("      ").append(reason).append('\n'));
        }
        return text.toString();
    }

    private String line(TableName table, String step) {
        if (step.equals("drop")) {
            return String.format("  %-5s %s%n", step, table);
        }
        Set<String> without = excluded(table);
        return String.format(
                "  %-5s %-58s %3d columns%s%n",
                step, table, columns(table).size(), without.isEmpty() ? "" : ", without " + String.join(", ", without));
    }

    String json() {
        ObjectNode top = new ObjectMapper().createObjectNode();
        top.put("publication", publication);
        ArrayNode tables = top.putArray("tables");
        steps().forEach((table, step) -> {
            ObjectNode node = tables.addObject().put("table", table.toString()).put("step", step);
            ArrayNode columns = node.putArray("columns");
            if (!step.equals("drop")) {
                columns(table).forEach(columns::add);
            }
        });
        ArrayNode changed = top.putArray("changes");
        for (ColumnChange change : changes) {
            ObjectNode node = changed.addObject().put("change", change.toString());
            ArrayNode touches = node.putArray("touches");
            lineage.touching(change.table(), change.name()).forEach(touch -> touches.add(touch.toString()));
        }
        ArrayNode registry = top.putArray("registry");
        for (Standing standing : standings) {
            ObjectNode node = registry.addObject();
            node.put("subject", standing.contract().subject());
            node.put("status", standing.status().name().toLowerCase(Locale.ROOT));
            ArrayNode reasons = node.putArray("reasons");
            standing.reasons().forEach(reasons::add);
        }
        return top.toPrettyString() + "\n";
    }
}
