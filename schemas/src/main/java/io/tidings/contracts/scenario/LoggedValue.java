package io.tidings.contracts.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.plan.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what an author writes for a column into what the log carries. */
final class LoggedValue {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ZONED = Pattern.compile(".*(Z|[+-]\\d\\d(:?\\d\\d)?)");

    private LoggedValue() {}

    static @Nullable Object of(Column column, @Nullable Object written) {
        if (written == null) {
            return null;
        }
        Optional<String> element = column.elementType();
        if (element.isPresent() && written instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(item -> elements.add(item == null ? null : scalar(element.get(), item)));
            return elements;
        }
        return scalar(column.type(), written);
    }

    private static Object scalar(String type, Object written) {
        return switch (type.replaceAll("\\(.*?\\)", "")) {
            case "smallint", "integer", "bigint", "boolean" -> written;
            case "real", "double precision" -> number(Text.of(written));
            case "uuid" -> uuid(Text.of(written));
            case "json", "jsonb", "hstore" -> json(written);
            case "date", "time without time zone", "timestamp without time zone", "timestamp with time zone" ->
                time(Text.of(written));
            default -> Text.of(written);
        };
    }

    /** In a uuid column any other text is a name that stands for the same uuid everywhere. */
    static String uuid(String written) {
        return UUIDS.matcher(written).matches()
                ? written
                : UUID.nameUUIDFromBytes(written.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    private static Object number(String written) {
        try {
            return Double.valueOf(written);
        } catch (NumberFormatException e) {
            return written;
        }
    }

    private static Object json(Object written) {
        try {
            return written instanceof Map || written instanceof List ? JSON.writeValueAsString(written) : written;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What YAML can say, json can.", e);
        }
    }

    /** The log's times are in ISO form and end in the letter of UTC. */
    private static String time(String written) {
        String iso = written.replaceFirst("(?<=\\d) (?=\\d)", "T");
        return ZONED.matcher(iso.substring(Math.min(iso.length(), 10))).matches() || !iso.matches("\\d.*")
                ? iso
                : iso + "Z";
    }
}
