package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.wire.EventHeader;
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
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The id of the audit row that it tells of or that explains it; empty when there is none. */
    String auditId() {
        return header(EventHeader.AUDIT_ID);
    }

    /** Whether it tells of a row that changed without an audit row of its own. */
    boolean isOfChange() {
        return auditId().isEmpty() || !header("ce_causationid").isEmpty();
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
