package io.tidings.contracts.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row's primary key: the text of each of its columns, in key order. Most keys are one whole number; that is held as one,
 * because there are as many keys in memory as rows, and comparing them is most of what looking one up costs.
 */
public final class Key {
    /** Odd, and without a pattern: the hashes of numbers lie in clusters, whether they are texts or not. */
    private static final int SPREAD = 0x9E3779B9;

    /** Any such number fits. */
    private static final int MOST_DIGITS = 18;

    private final long number;
    private final @Nullable List<String> texts;

    /**
     * Makes one.
     *
     * @param parts as {@link Text#of} gives them, at least one
     */
    public Key(List<String> parts) {
        boolean whole = parts.size() == 1 && isNumber(parts.get(0));
        number = whole ? Long.parseLong(parts.get(0)) : 0;
        texts = whole ? null : List.copyOf(parts);
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

    /** Whether it is written as the number would be: "7" and not "07". */
    private static boolean isNumber(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - first;
        if (digits == 0 || digits > MOST_DIGITS || (text.charAt(first) == '0' && text.length() > 1)) {
            return false;
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The texts of its columns. */
    public List<String> parts() {
        return texts == null ? List.of(Long.toString(number)) : texts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key
                && number == key.number
                && (texts == null ? key.texts == null : texts.equals(key.texts));
    }

    @Override
    public int hashCode() {
        return (texts == null ? Long.hashCode(number) : texts.hashCode()) * SPREAD;
    }

    @Override
    public String toString() {
        return parts().toString();
    }
}
