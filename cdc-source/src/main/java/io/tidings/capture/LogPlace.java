package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Where the log of a source stands, stored beside its offset: a source that is captured into another place needs a new
 * snapshot there, and no two sources share a place.
 */
record LogPlace(String topic, int partition) {

    private static final String KEY = "log of ";

    static LogPlace of(TopicSettings topics) {
        return new LogPlace(topics.changes(), topics.partition());
    }

    static Optional<LogPlace> in(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return Remembered.in(stored, KEY + source).map(LogPlace::parse);
    }

    private static LogPlace parse(String text) {
        int end = text.lastIndexOf(' ');
        return new LogPlace(text.substring(0, end), Integer.parseInt(text.substring(end + 1)));
    }

    Map<ByteBuffer, ByteBuffer> entry(String source) {
        return Remembered.entry(KEY + source, topic + " " + partition);
    }

    /** Another source whose log stands here. */
    Optional<String> takenBy(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return stored.keySet().stream()
                .map(Remembered::text)
                .filter(key -> key.startsWith(KEY))
                .map(key -> key.substring(KEY.length()))
                .filter(other -> !other.equals(source) && in(stored, other).equals(Optional.of(this)))
                .findFirst();
    }

    @Override
    public String toString() {
        return "partition " + partition + " of " + topic;
    }
}
