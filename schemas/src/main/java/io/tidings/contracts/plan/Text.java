package io.tidings.contracts.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The one textual form of a column's value: for keys, look-ups and comparisons with literals. */
public final class Text {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Text() {}

    /**
     * The text of a value as the log carries it: numbers in plain decimal notation, booleans as {@code true} and
     * {@code false}, lists and maps as json.
     */
    public static String of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
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

    /** As {@link #of}; null stays null. */
    public static @Nullable String orNull(@Nullable Object value) {
        return value == null ? null : of(value);
    }
}
