package io.tidings.contracts.protection;

import io.tidings.problem.Problems;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which labels are treated how, in one environment; what is not named is masked. The key does not print.
 *
 * @param byLabel one treatment for each label
 * @param key of the hashes; empty when nothing is hashed
 */
public record Treatments(Map<String, Treatment> byLabel, String key) {
    private static final int SHORTEST_KEY = 16;

    /** Everything sensitive is masked. */
    public static final Treatments MASKED = new Treatments(Map.of(), "");

    public Treatments {
        byLabel = Map.copyOf(byLabel);
    }

    /**
     * Reads lists of labels, each with commas between them; what does not fit goes to the problems.
     *
     * @param lists by treatment
     */
    public static Treatments of(Map<Treatment, String> lists, String key, Problems problems) {
        Map<String, Treatment> byLabel = new LinkedHashMap<>();
        new EnumMap<>(lists)
                .forEach((treatment, labels) -> Arrays.stream(labels.split(","))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .forEach(label -> {
                            if (byLabel.put(label, treatment) != null) {
                                problem(problems, "`" + label + "` has two treatments under `sensitive`; keep one.");
                            }
                        }));
        boolean hashes = byLabel.containsValue(Treatment.HASH);
        if (hashes && key.length() < SHORTEST_KEY) {
            problem(
                    problems,
                    "`sensitive.key` must have " + SHORTEST_KEY + " characters or more, because `sensitive.hash`"
                            + " names labels.");
        }
        return new Treatments(byLabel, key);
    }

    /** Reports each label that no contract uses: a slip would leave data as they are. */
    public void check(Set<String> used, Problems problems) {
        SortedSet<String> unknown = new TreeSet<>(byLabel.keySet());
        unknown.removeAll(used);
        for (String label : unknown) {
            problem(
                    problems,
                    "`sensitive` names `" + label + "`, which no contract uses; the contracts use "
                            + (used.isEmpty() ? "no label" : String.join(", ", new TreeSet<>(used))) + ".");
        }
    }

    private static void problem(Problems problems, String sentence) {
        problems.add("the configuration", 0, sentence);
    }

    Treatment of(String label) {
        return byLabel.getOrDefault(label, Treatment.MASK);
    }

    @Override
    public String toString() {
        return byLabel.toString();
    }
}
