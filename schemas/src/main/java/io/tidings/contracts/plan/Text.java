package io.tidings.contracts.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one textual form of a column's value: for keys, look-ups and comparisons with literals. */
public final class Text {
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");
    /** Beyond it a number would be mostly zeroes; PostgreSQL's numeric has at most 131,072 digits before the point. */
    private static final int LARGEST_SCALE = 150_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Text() {}

    /**
     * The text of a value as the log carries it: numbers in plain decimal notation (doubles as Java writes them),
     * booleans as {@code true} and {@code false}, lists and maps as json.
     */
    public static String of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return Math.abs((long) decimal.scale()) > LARGEST_SCALE ? decimal.toString() : decimal.toPlainString();
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A row's value is none that json can carry: " + value.getClass(), e);
        }
    }

    /** Whether it is a whole number that a {@code long} holds. */
    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer;
    }

    /** Whether it is a floating-point number's text, as the log carries it, that is no number. */
    static boolean isNotFinite(String text) {
        return NOT_FINITE.contains(text);
    }

    /** As {@link #of}; null stays null. */
    public static @Nullable String orNull(@Nullable Object value) {
        return value == null ? null : of(value);
    }
}
