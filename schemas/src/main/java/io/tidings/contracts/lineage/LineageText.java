package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.ChangeTrigger;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.PathPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Lineage in words for people. A field tells how its own path goes; what leads to the record around it stands with that
 * record.
 *
 * @param schema tables of this one are named without it
 */
public record LineageText(String schema) {
    private static final int CELL = 56;

    /** One event type: a heading and a table with a line for each field. */
    public String table(EventLineage event) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("field", "reads", "from", "by way of"));
        lines.add(line(event.key(), EventLineage.KEY, event));
        event.fields().forEach(field -> lines.add(line(field, "  ".repeat(field.depth()) + label(field), event)));
        Contract contract = event.contract();
        return contract.topic() + " (" + contract.type() + ") on " + String.join(", ", triggers(contract)) + "\n\n"
                + new TextTable(lines, CELL);
    }

    private List<String> line(FieldLineage field, String label, EventLineage event) {
        boolean first = event.around(field).isEmpty() && !field.isComparison();
        return List.of(label, reads(field), first ? from(field) : "", way(event.ownPassages(field)));
    }

    private static String label(FieldLineage field) {
        boolean many = FieldLineage.required(field.schema()).getType() == Schema.Type.ARRAY;
        return field.ownName()
                + (many && field.isRecord() ? "[]" : "")
                + field.sensitive().map(kind -> " (sensitive: " + kind + ")").orElse("");
    }

    /** What triggers a contract, each in a few words. */
    public static List<String> triggers(Contract contract) {
        return Stream.concat(
                        contract.actions().stream(), contract.changes().stream().map(LineageText::words))
                .toList();
    }

    private static String words(ChangeTrigger change) {
        String kind = change.kind().name().toLowerCase(Locale.ROOT);
        String columns = change.columns().isEmpty() ? "" : " (" + String.join(", ", change.columns()) + ")";
        String with = change.with().stream().map(PathPlan::text).collect(Collectors.joining(" or "));
        return kind + " " + change.table().table() + columns + (with.isEmpty() ? "" : " with " + with);
    }

    /** What the field shows; of a record, whose row it stands on. */
    public String reads(FieldLineage field) {
        if (field.isComparison()) {
            return "what differs";
        }
        return field.isRecord()
                ? "row of " + field.rows().stream().map(this::name).collect(Collectors.joining(" or "))
                : byTable(field);
    }

    private String byTable(FieldLineage field) {
        Map<String, List<String>> columns = new TreeMap<>();
        for (Reading reading : field.readings()) {
            String table = name(reading.column().table());
            columns.computeIfAbsent(table, unused -> new ArrayList<>())
                    .add(reading.in(schema).substring(table.length() + 1));
        }
        return columns.entrySet().stream()
                .map(table -> table.getKey() + "."
                        + (table.getValue().size() == 1
                                ? table.getValue().get(0)
                                : "(" + String.join(", ", table.getValue()) + ")"))
                .collect(Collectors.joining(" | "));
    }

    private String name(TableName table) {
        return table.schema().equals(schema) ? table.table() : table.toString();
    }

    /** Where the path begins. */
    public static String from(FieldLineage field) {
        return field.origins().stream().map(Origin::toString).collect(Collectors.joining(" | "));
    }

    /** The columns that a path passes, by what they are to it; what says which row a root is stays out. */
    public String way(List<Passage> passages) {
        Map<Use, List<String>> byUse = new EnumMap<>(Use.class);
        passages.stream()
                .filter(passage -> passage.use() != Use.ROOT)
                .forEach(passage -> byUse.computeIfAbsent(passage.use(), unused -> new ArrayList<>())
                        .add(passage.column().in(schema)));
        return byUse.entrySet().stream()
                .map(use -> use.getKey().name().toLowerCase(Locale.ROOT) + " " + String.join(", ", use.getValue()))
                .collect(Collectors.joining("; "));
    }
}
