package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A record of an event topic as a consumer sees it.
 *
 * @param timestampMillis the record's timestamp: when the audit row committed
 * @param receivedMillis when it arrived here
 * @param headers as text
 * @param value as plain json
 */
record ReceivedEvent(
        String topic,
        int partition,
        long offset,
        String key,
        long timestampMillis,
        long receivedMillis,
        Map<String, String> headers,
        JsonNode value) {
    /** Sixteen hexadecimal digits. */
    private static final int POSITION_LENGTH = 16;

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** What it tells of: the id of an audit row, or table and key of a row that changed without one. */
    String cause() {
        String id = header("ce_id");
        String cause = id.substring(0, Math.max(0, id.lastIndexOf(':')));
        return isOfChange() ? cause.substring(POSITION_LENGTH + 1) : cause;
    }

    /** Whether no audit row tells of it: its id begins with the position. */
    boolean isOfChange() {
        String id = header("ce_id");
        return id.length() > POSITION_LENGTH
                && id.charAt(POSITION_LENGTH) == '/'
                && header("ce_sequence").startsWith(id.substring(0, POSITION_LENGTH));
    }

    long latencyMillis() {
        return receivedMillis - timestampMillis;
    }

    /** What {@code --events} writes of it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topic)
                .put("partition", partition)
                .put("offset", offset)
                .put("key", key)
                .put("timestamp", timestampMillis);
        ObjectNode texts = json.putObject("headers");
        headers.forEach(texts::put);
        json.set("value", value);
        return json;
    }
}
