package io.tidings.contracts.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells as columns of text; a cell that is wider than the limit goes on in the lines below. */
record TextTable(List<List<String>> lines, int limit) {

    @Override
    public String toString() {
        List<List<List<String>>> wrapped = lines.stream()
                .map(cells -> cells.stream().map(this::wrapped).toList())
                .toList();
        List<Integer> widths = IntStream.range(0, lines.get(0).size())
                .mapToObj(column -> wrapped.stream()
                        .flatMap(cells -> cells.get(column).stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0))
                .toList();
        return wrapped.stream().map(cells -> line(cells, widths)).collect(Collectors.joining());
    }

    private static String line(List<List<String>> cells, List<Integer> widths) {
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < height; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                String part = row < cells.get(column).size() ? cells.get(column).get(row) : "";
                line.append("  ").append(part).append(" ".repeat(widths.get(column) - part.length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Broken at spaces; the indentation of the first line stays. */
    private List<String> wrapped(String cell) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : cell.split("(?<=\\S) ", -1)) {
            if (part.length() > 0 && part.length() + 1 + word.length() > limit) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() > 0 ? " " : "").append(word);
        }
        parts.add(part.toString());
        return parts;
    }
}
