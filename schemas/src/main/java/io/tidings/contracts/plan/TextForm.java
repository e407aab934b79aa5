package io.tidings.contracts.plan;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column's value reads like in a string: as PostgreSQL says it, not as Debezium writes it. */
final class TextForm {
    /** Debezium ends them with the letter of a zone that they do not have. */
    private static final Set<String> LOCAL = Set.of("date", "time without time zone", "timestamp without time zone");

    private static final Pattern NEGATIVE_SCALE = Pattern.compile("numeric\\(\\d+,-\\d+\\)");

    /** What Debezium 3.6 makes of an array of arrays, where the capture does not stop it. */
    private static final Pattern JAVA_ARRAY = Pattern.compile("\\[L?[\\w.]+;?@[0-9a-f]+");

    private TextForm() {}

    /**
     * The form of a column's values; null for what has none.
     *
     * @param types the PostgreSQL types that the column can have
     */
    static Function<Object, @Nullable Object> of(Collection<String> types) {
        Set<Function<Object, @Nullable Object>> forms =
                types.stream().map(TextForm::of).collect(Collectors.toSet());
        Function<Object, @Nullable Object> scalar =
                forms.size() == 1 ? forms.iterator().next() : Text::of;
        // A member of a json object can be a list too.
        boolean array = types.stream().anyMatch(type -> type.endsWith("[]"));
        return value -> array && value instanceof List<?> list ? array(list, scalar) : scalar.apply(value);
    }

    private static Function<Object, @Nullable Object> of(String type) {
        String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : type;
        String bare = element.replaceAll("\\(.*?\\)", "");
        if (LOCAL.contains(bare)) {
            return LOCAL_TIME;
        }
        if (NEGATIVE_SCALE.matcher(element).matches()) {
            return WHOLE_NUMBER;
        }
        return bare.equals("numeric") ? NUMERIC : TEXT;
    }

    private static final Function<Object, @Nullable Object> TEXT = Text::of;

    private static final Function<Object, @Nullable Object> LOCAL_TIME = value -> {
        String text = Text.of(value);
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    };

    private static final Function<Object, @Nullable Object> NUMERIC = value -> switch (Text.of(value)) {
        case "NAN" -> "NaN";
        case "POSITIVE_INFINITY" -> "Infinity";
        case "NEGATIVE_INFINITY" -> "-Infinity";
        default -> Text.of(value);
    };

    /** Debezium takes a scale below zero for a large one. */
    private static final Function<Object, @Nullable Object> WHOLE_NUMBER = value -> {
        Object text = NUMERIC.apply(value);
        return text instanceof String number && number.matches("-?\\d+\\.0+")
                ? new BigDecimal(number).setScale(0).toPlainString()
                : text;
    };

    private static @Nullable Object array(List<?> list, Function<Object, @Nullable Object> element) {
        return isKnown(list)
                ? Text.of(list.stream()
                        .map(it -> it == null ? null : element.apply(it))
                        .toList())
                : null;
    }

    /** Whether the log holds the array's elements: of an array of arrays it holds nulls, or what names a Java object. */
    static boolean isKnown(List<?> array) {
        return array.isEmpty()
                || array.stream().anyMatch(Objects::nonNull)
                        && array.stream()
                                .noneMatch(it -> it instanceof String text
                                        && JAVA_ARRAY.matcher(text).matches());
    }
}
