package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * What the capture has made of a request, remembered beside what it did.
 *
 * @param request the request's id
 * @param done whether it was carried out
 * @param sentence what was done, or why not
 */
record GapAnswer(String request, boolean done, String sentence) {

    Map<ByteBuffer, ByteBuffer> entry(String source) {
        return Remembered.entry(key(source), request + " " + done + " " + sentence);
    }

    /** The latest answer. */
    static Optional<GapAnswer> in(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return Remembered.in(stored, key(source)).map(text -> {
            String[] parts = text.split(" ", 3);
            return new GapAnswer(parts[0], Boolean.parseBoolean(parts[1]), parts[2]);
        });
    }

    private static String key(String source) {
        return "answer " + source;
    }
}
