package io.tidings.contracts.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Json columns: the log carries json, jsonb and hstore as a text that is json. */
final class Json {
    /** Numbers keep their digits: 1.50 stays 1.50, as PostgreSQL keeps it. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** The members of a json object, or null when the value is none. */
    static @Nullable Map<String, @Nullable Object> object(Object value) {
        Object parsed = value instanceof String text ? parsed(text) : value;
        if (!(parsed instanceof Map<?, ?> map)) {
            return null;
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(String.valueOf(key), member));
        return members;
    }

    private static @Nullable Object parsed(String json) {
        try {
            return MAPPER.readValue(json, Object.class);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
