package io.tidings.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object for each event of the log, on a line of its own: {@code timestamp}, {@code level}, {@code logger},
 * {@code thread}, {@code message}, then what the event says with key and value, and {@code error} with the stack trace
 * when there is one. Named in {@code logback.xml}.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] encode(ILoggingEvent event) {
        try {
            return (JSON.writeValueAsString(fields(event)) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts, numbers and truth values are JSON", e);
        }
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", event.getInstant().toString());
        fields.put("level", event.getLevel().toString());
        fields.put("logger", event.getLoggerName());
        fields.put("thread", event.getThreadName());
        fields.put("message", String.valueOf(event.getFormattedMessage()));
        for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of())) {
            fields.putIfAbsent(pair.key, simple(pair.value));
        }
        if (event.getThrowableProxy() != null) {
            fields.putIfAbsent("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return fields;
    }

    private static Object simple(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
