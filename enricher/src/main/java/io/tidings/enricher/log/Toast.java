package io.tidings.enricher.log;

import io.tidings.contracts.plan.Row;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values that PostgreSQL did not repeat in an update because they are stored out of line and did not change. Debezium
 * puts a placeholder in their stead ({@code unavailable.value.placeholder}), in a form of its own for each type.
 */
public final class Toast {
    private static final String PLACEHOLDER = "__debezium_unavailable_value";
    private static final byte[] BYTES = PLACEHOLDER.getBytes(StandardCharsets.UTF_8);
    private static final Set<Object> PLACEHOLDERS = Set.of(
            PLACEHOLDER,
            Base64.getEncoder().encodeToString(BYTES),
            "{\"" + PLACEHOLDER + "\":\"" + PLACEHOLDER + "\"}",
            List.of(PLACEHOLDER),
            List.of(Base64.getEncoder().encodeToString(BYTES)),
            List.of(UUID.nameUUIDFromBytes(BYTES).toString()),
            PLACEHOLDER.chars().boxed().toList());

    private Toast() {}

    /** Whether any of the row's values is a placeholder. */
    public static boolean isIn(Row row) {
        return row.values().values().stream().anyMatch(Toast::isPlaceholder);
    }

    /** The row with its placeholders replaced by the values that the earlier row has. */
    public static Row filled(Row row, Row earlier) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
        values.replaceAll((column, value) -> isPlaceholder(value) ? earlier.value(column) : value);
        return new Row(row.table(), values);
    }

    /** The first column that holds a placeholder. */
    public static Optional<String> column(Row row) {
        return row.values().entrySet().stream()
                .filter(entry -> isPlaceholder(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isPlaceholder(@Nullable Object value) {
        return value != null && PLACEHOLDERS.contains(value);
    }
}
