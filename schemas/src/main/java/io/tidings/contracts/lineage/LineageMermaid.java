package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lineage as a picture: a Markdown text with a Mermaid flowchart, which GitHub draws. Tables whose columns the event
 * shows point to it with a line that names the columns; those that only lead to rows, with a dotted one.
 *
 * @param schema tables of this one are named without it
 */
public record LineageMermaid(String schema) {
    private static final int COLUMNS_A_LINE = 3;

    /** The picture of one event type, under a heading. */
    public String picture(EventLineage event) {
        Map<TableName, SortedSet<String>> shown = new TreeMap<>();
        Stream.concat(Stream.of(event.key()), event.fields().stream())
                .flatMap(field -> field.readings().stream())
                .forEach(reading -> shown.computeIfAbsent(reading.column().table(), unused -> new TreeSet<>())
                        .add(reading.column().column()));
        SortedSet<TableName> passed = new TreeSet<>();
        Stream.concat(
                        event.triggers().stream(),
                        Stream.concat(Stream.of(event.key()), event.fields().stream())
                                .flatMap(field -> field.passages().stream()))
                .map(passage -> passage.column().table())
                .filter(table -> !shown.containsKey(table))
                .forEach(passed::add);
        String topic = event.contract().topic();
        StringBuilder picture = new StringBuilder("### " + topic + "\n\n```mermaid\nflowchart LR\n");
        picture.append("  event([").append(quoted(escaped(topic))).append("])\n");
        List<TableName> tables = new ArrayList<>(shown.keySet());
        tables.addAll(passed);
        for (int number = 0; number < tables.size(); number++) {
            TableName table = tables.get(number);
            String node = "  t" + number + "[(" + quoted(escaped(name(table))) + ")]";
            picture.append(node)
                    .append(
                            shown.containsKey(table)
                                    ? " -- " + quoted(columns(shown.get(table))) + " --> event\n"
                                    : " -.-> event\n");
        }
        return picture.append("```\n").toString();
    }

    private String name(TableName table) {
        return table.schema().equals(schema) ? table.table() : table.toString();
    }

    private static String columns(SortedSet<String> columns) {
        List<String> names = List.copyOf(columns);
        List<String> lines = new ArrayList<>();
        for (int first = 0; first < names.size(); first += COLUMNS_A_LINE) {
            lines.add(String.join(", ", names.subList(first, Math.min(first + COLUMNS_A_LINE, names.size()))));
        }
        return lines.stream().map(LineageMermaid::escaped).collect(Collectors.joining("<br>"));
    }

    private static String quoted(String escaped) {
        return '"' + escaped + '"';
    }

    /** Mermaid's entities; a text can begin a Markdown list or hold html. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || "_-. ,".indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append('#').append(character).append(';');
            }
        });
        return escaped.toString();
    }
}
