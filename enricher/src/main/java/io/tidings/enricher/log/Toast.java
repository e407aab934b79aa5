package io.tidings.enricher.log;

import io.tidings.contracts.plan.Row;
import io.tidings.log.Unchanged;
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
    /** In a log that our capture wrote: any other text is a text. */
    public static final Toast OURS = new Toast(Unchanged.PLACEHOLDER);

    /** In a log that Debezium wrote by itself. */
    public static final Toast DEBEZIUMS = new Toast(Unchanged.DEBEZIUMS_PLACEHOLDER);

    private final Set<Object> placeholders;

    private Toast(String placeholder) {
        byte[] bytes = placeholder.getBytes(StandardCharsets.UTF_8);
        placeholders = Set.of(
                placeholder,
                Base64.getEncoder().encodeToString(bytes),
                "{\"" + placeholder + "\":\"" + placeholder + "\"}",
                List.of(placeholder),
                List.of(Base64.getEncoder().encodeToString(bytes)),
                List.of(UUID.nameUUIDFromBytes(bytes).toString()),
                placeholder.chars().boxed().toList());
    }

    /** Whether any of the row's values is a placeholder. */
    public boolean isIn(Row row) {
        for (Object value : row.values().values()) {
            if (isPlaceholder(value)) {
                return true;
            }
        }
        return false;
    }

    /** The row with its placeholders replaced by the values that the earlier row has. */
    public Row filled(Row row, Row earlier) {
        if (!isIn(row)) {
            return row;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
        values.replaceAll((column, value) -> isPlaceholder(value) ? earlier.value(column) : value);
        return new Row(row.table(), values);
    }

    /** The first column that holds a placeholder. */
    public Optional<String> column(Row row) {
        return row.values().entrySet().stream()
                .filter(entry -> isPlaceholder(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean isPlaceholder(@Nullable Object value) {
        return value != null && !(value instanceof Number) && placeholders.contains(value);
    }
}
