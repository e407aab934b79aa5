package io.tidings.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.utils.AppInfoParser;

/** Medians with the least and the most, one line for each thing that was measured. */
final class Report<M> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ToDoubleFunction<M>> columns;
    private final Map<String, List<M>> readings = new LinkedHashMap<>();

    Report(Map<String, ToDoubleFunction<M>> columns) {
        this.columns = columns;
    }

    void add(String name, M measured) {
        readings.computeIfAbsent(name, key -> new ArrayList<>()).add(measured);
    }

    /** What it is measured on, and a table in Markdown: median (least to most). */
    String table() {
        StringBuilder table = new StringBuilder(machine() + "\n\n| |");
        columns.keySet().forEach(column -> table.append(' ').append(column).append(" |"));
        table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        readings.forEach((name, measured) -> {
            table.append("| ").append(name).append(" |");
            columns.values()
                    .forEach(column -> table.append(' ')
                            .append(cell(sorted(measured, column)))
                            .append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static String cell(List<Double> values) {
        int middle = values.size() / 2;
        String median = number((values.get(middle) + values.get((values.size() - 1) / 2)) / 2);
        return values.size() == 1
                ? median
                : median + " (" + number(values.get(0)) + " to " + number(values.get(values.size() - 1)) + ")";
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value < 100 && value != Math.rint(value) ? "%,.1f" : "%,.0f", value);
    }

    private static <M> List<Double> sorted(List<M> measured, ToDoubleFunction<M> column) {
        return measured.stream().map(column::applyAsDouble).sorted().toList();
    }

    /** All readings, with what they were made on. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine());
        all.put("readings", readings);
        try {
            return JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("heapMegabytes", Runtime.getRuntime().maxMemory() / 1_000_000);
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("kafka", AppInfoParser.getVersion());
        return machine;
    }
}
