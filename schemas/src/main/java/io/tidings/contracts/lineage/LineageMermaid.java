package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lineage as a picture: a Markdown text with a Mermaid flowchart, which GitHub draws. Tables of which the event
 * shows columns point to it and name them; those that only lead to rows, or trigger, point to it with a dotted line.
 *
 * @param schema tables of this one are named without it
 */
public record LineageMermaid(String schema) {
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
        List<TableName> tables =
                Stream.concat(shown.keySet().stream(), passed.stream()).toList();
        String topic = event.contract().topic();
        StringBuilder picture = new StringBuilder("### " + topic + "\n\n```mermaid\nflowchart LR\n");
        picture.append("  event([\"").append(escaped(topic)).append("\"])\n");
        shown.forEach((table, columns) -> picture.append("  ")
                .append(box(tables.indexOf(table), table, columns))
                .append(" --> event\n"));
        passed.forEach(table -> picture.append("  ")
                .append(box(tables.indexOf(table), table, List.of()))
                .append(" -.-> event\n"));
        return picture.append("```\n").toString();
    }

    /** The table's name and, each in a line of its own, the columns. */
    private String box(int number, TableName table, Collection<String> columns) {
        return Stream.concat(Stream.of(name(table)), columns.stream())
                .map(LineageMermaid::escaped)
                .collect(Collectors.joining("<br>", "t" + number + "[\"", "\"]"));
    }

    private String name(TableName table) {
        return table.schema().equals(schema) ? table.table() : table.toString();
    }

    /** Mermaid's entities; a text can begin a Markdown list or hold html. */
    static String escaped(String text) {
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
