package io.tidings.contracts.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row's primary key: the text of each of its columns, in key order.
 *
 * @param parts as {@link Text#of} gives them, at least one
 */
public record Key(List<String> parts) {
    /** Odd, and without a pattern: most keys are numbers, and the hashes of their texts lie in clusters. */
    private static final int SPREAD = 0x9E3779B9;

    public Key {
        parts = List.copyOf(parts);
    }

    /** The key that a row has in the given columns; empty when one is null or missing, or when there is no column. */
    public static Optional<Key> of(Row row, List<String> columns) {
        List<String> parts = new ArrayList<>(columns.size());
        for (String column : columns) {
            Object value = row.value(column);
            if (value == null) {
                return Optional.empty();
            }
            parts.add(Text.of(value));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Key(parts));
    }

    /** A key of one column. */
    public static Key of(String part) {
        return new Key(List.of(part));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key
                && (parts.size() == 1 && key.parts.size() == 1
                        ? parts.get(0).equals(key.parts.get(0))
                        : parts.equals(key.parts));
    }

    @Override
    public int hashCode() {
        int hash = parts.size() == 1 ? parts.get(0).hashCode() : parts.hashCode();
        return hash * SPREAD;
    }
}
