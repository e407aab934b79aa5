package io.tidings.enricher.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of an envelope, read in one pass without a tree: most of it is what every record repeats. Scalars are texts as
 * they stand; what is not there, or is of another kind, is null.
 */
final class EnvelopeFields {
    private static final JsonFactory JSON = new JsonFactory();

    @Nullable
    String status;

    @Nullable
    String op;

    @Nullable
    String id;

    @Nullable
    Long eventCount;

    @Nullable
    Long millis;

    @Nullable
    String transaction;

    @Nullable
    Map<String, @Nullable Object> before;

    @Nullable
    Map<String, @Nullable Object> after;

    String schema = "";
    String table = "";
    String snapshot = "";

    @Nullable
    Long lsn;

    @Nullable
    Long sourceMillis;

    private EnvelopeFields() {}

    /**
     * Reads them.
     *
     * @throws IOException when it is no json, or not one value
     */
    static EnvelopeFields of(byte[] value) throws IOException {
        EnvelopeFields fields = new EnvelopeFields();
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                fields.readEnvelope(json);
            } else {
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "something follows the first value");
            }
        }
        return fields;
    }

    private void readEnvelope(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "status" -> status = text(json);
                case "op" -> op = text(json);
                case "id" -> id = text(json);
                case "event_count" -> eventCount = integer(json);
                case "ts_ms" -> millis = integer(json);
                case "before" -> before = object(json);
                case "after" -> after = object(json);
                case "source" -> readSource(json);
                case "transaction" -> readTransaction(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readSource(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "schema" -> schema = text(json);
                case "table" -> table = text(json);
                case "snapshot" -> snapshot = text(json);
                case "lsn" -> lsn = integer(json);
                case "ts_ms" -> sourceMillis = integer(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readTransaction(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("id")) {
                transaction = text(json);
            } else {
                json.skipChildren();
            }
        }
    }

    /** A scalar as it stands; a list or an object has no text. */
    private static String text(JsonParser json) throws IOException {
        if (json.currentToken().isScalarValue()) {
            return json.getText();
        }
        json.skipChildren();
        return "";
    }

    private static @Nullable Long integer(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        json.skipChildren();
        return null;
    }

    private static @Nullable Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return null;
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> list(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> list(JsonParser json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
