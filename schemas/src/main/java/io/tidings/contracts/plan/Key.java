package io.tidings.contracts.plan;

import java.util.List;

/**
 * A row's primary key: the text of each of its columns, in key order.
 *
 * @param parts as {@link Text#of} gives them, at least one
 */
public record Key(List<String> parts) {
    public Key {
        parts = List.copyOf(parts);
    }

    /** A key of one column. */
    public static Key of(String part) {
        return new Key(List.of(part));
    }
}
