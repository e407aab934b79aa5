package io.tidings.enricher.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the stamps of a task's stores. */
final class StampsFound {
    private StampsFound() {}

    /**
     * What differs, the middle of a sentence; empty when nothing does.
     *
     * @param byTopic the stamp of each changelog
     */
    static String differing(Map<String, @Nullable Stamp> byTopic) {
        if (byTopic.values().stream().distinct().count() <= 1) {
            return "";
        }
        List<String> empty = named(byTopic, null);
        if (!empty.isEmpty()) {
            return "of what it holds nothing is in " + String.join(", ", empty);
        }
        Stamp newest = byTopic.values().stream()
                .filter(Objects::nonNull)
                .max((one, other) -> Long.compare(one.count(), other.count()))
                .orElseThrow();
        List<String> others = new ArrayList<>(byTopic.keySet());
        others.removeAll(named(byTopic, newest));
        return "what is in " + String.join(", ", others) + " is of another moment than what is in "
                + String.join(", ", named(byTopic, newest));
    }

    private static List<String> named(Map<String, @Nullable Stamp> byTopic, @Nullable Stamp stamp) {
        return byTopic.keySet().stream()
                .filter(topic -> Objects.equals(byTopic.get(topic), stamp))
                .sorted()
                .toList();
    }
}
