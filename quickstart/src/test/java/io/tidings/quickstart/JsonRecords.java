package io.tidings.quickstart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as one line of json each, for programs in other languages; bytes in base64. */
final class JsonRecords {
    private JsonRecords() {}

    static String line(ConsumerRecord<String, byte[]> record) {
        return line(record.topic(), record.key(), headers(record), record.value());
    }

    static String line(String topic, String key, Map<String, byte[]> headers, byte[] value) {
        Base64.Encoder base64 = Base64.getEncoder();
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("topic", topic).put("key", key).put("value", base64.encodeToString(value));
        ObjectNode texts = line.putObject("headers");
        headers.forEach((name, bytes) -> texts.put(name, base64.encodeToString(bytes)));
        return line.toString();
    }

    static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }
}
