package io.tidings.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What the topic of offsets remembers beside the engine's offsets: texts under keys that the engine does not use. */
final class Remembered {

    private Remembered() {}

    /** An entry to be stored; an empty text has the key forgotten. */
    static Map<ByteBuffer, ByteBuffer> entry(String key, String text) {
        return Map.of(bytes(key), bytes(text));
    }

    static Optional<String> in(Map<ByteBuffer, ByteBuffer> stored, String key) {
        return Optional.ofNullable(stored.get(bytes(key))).map(Remembered::text).filter(text -> !text.isEmpty());
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
