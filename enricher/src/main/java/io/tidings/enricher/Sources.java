package io.tidings.enricher;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sources that one enricher has the contracts of. Each has a partition of the log to itself. */
final class Sources {
    /** Of the heap, so much is for rows that are in memory besides the store; the rest is for all that happens to them. */
    private static final long PART_FOR_ROWS = 4;

    private final Map<String, Source> byName = new TreeMap<>();

    /** At least one, and of each name one. */
    Sources(Collection<Source> sources) {
        sources.forEach(source -> byName.put(source.name(), source));
    }

    Optional<Source> find(@Nullable String name) {
        return Optional.ofNullable(name).map(byName::get);
    }

    /** The source; when the enricher has no contracts of it, one that hides something, if there is one. */
    Source findOrStrictest(String name) {
        return find(name)
                .orElseGet(() -> byName.values().stream()
                        .filter(source -> source.deadLetters().hides())
                        .findFirst()
                        .orElseGet(() -> byName.values().iterator().next()));
    }

    /** How much of the heap is for the rows of each, bytes. */
    long memoryForRows() {
        return Runtime.getRuntime().maxMemory() / PART_FOR_ROWS / byName.size();
    }

    /** Their names. */
    @Override
    public String toString() {
        return String.join(", ", byName.keySet());
    }
}
