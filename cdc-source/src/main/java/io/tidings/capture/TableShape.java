package io.tidings.capture;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the database's catalog says of a table, as far as it decides whether the rows that stand in the log are still
 * what the table holds: PostgreSQL's log has the rows that were written, not what changes a table without writing rows.
 *
 * @param facts by name; see {@link TableShapes} for what they are
 */
record TableShape(SortedMap<String, String> facts) {

    TableShape {
        facts = new TreeMap<>(facts);
    }

    /** Whether the rows in the log, complete when the table had this shape, still are when it has another. */
    boolean stillHolds(TableShape now) {
        return facts.entrySet().stream().allMatch(fact -> holds(fact, now))
                && now.facts.keySet().stream()
                        .filter(name -> !facts.containsKey(name))
                        .allMatch(now::addsNothing)
                && !wasRewritten(now);
    }

    private static boolean holds(Map.Entry<String, String> fact, TableShape now) {
        return switch (kind(fact.getKey())) {
            case "table", "published", "named", "key", "column", "label", "partition" ->
                fact.getValue().equals(now.facts.get(fact.getKey()));
            default -> true;
        };
    }

    /** A column that the rows in the log do not have changes them all; a partition without rows changes nothing. */
    private boolean addsNothing(String name) {
        String id = name.substring(name.indexOf(' ') + 1);
        return switch (kind(name)) {
            case "column" -> false;
            case "partition" -> !facts.containsKey("file " + id) || facts.containsKey("empty " + id);
            default -> true;
        };
    }

    /** All rows were written anew, and not because the table was truncated or vacuumed: its columns changed with it. */
    private boolean wasRewritten(TableShape now) {
        boolean columnsChanged = now.facts.entrySet().stream()
                .filter(fact -> kind(fact.getKey()).equals("written"))
                .anyMatch(fact -> !fact.getValue().equals(facts.get(fact.getKey())));
        return columnsChanged
                && facts.entrySet().stream()
                        .filter(fact -> kind(fact.getKey()).equals("file"))
                        .anyMatch(fact -> Optional.ofNullable(now.facts.get(fact.getKey()))
                                .filter(file -> !file.equals(fact.getValue()))
                                .isPresent());
    }

    private static String kind(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }

    String text() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue().replace('\n', ' '))
                .collect(Collectors.joining("\n"));
    }

    static TableShape parse(String text) {
        SortedMap<String, String> facts = new TreeMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            facts.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new TableShape(facts);
    }
}
