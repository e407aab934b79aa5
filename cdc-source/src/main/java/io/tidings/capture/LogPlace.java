package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Where the log of a source stands, stored beside its offset: a source that is captured into another place needs a new
 * snapshot there, and no two sources share a place.
 *
 * @param topic its name
 * @param topicId its identity: a topic that is deleted and made anew has another
 */
record LogPlace(String topic, int partition, String topicId) {
    private static final String KEY = "log of ";

    static LogPlace of(TopicSettings topics, String topicId) {
        return new LogPlace(topics.changes(), topics.partition(), topicId);
    }

    static Optional<LogPlace> in(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return Remembered.in(stored, KEY + source).map(LogPlace::parse);
    }

    private static LogPlace parse(String text) {
        String[] parts = text.split(" ", 3);
        return new LogPlace(parts[0], Integer.parseInt(parts[1]), parts[2]);
    }

    Map<ByteBuffer, ByteBuffer> entry(String source) {
        return Remembered.entry(KEY + source, topic + " " + partition + " " + topicId);
    }

    /** Another source whose log stands here. */
    Optional<String> takenBy(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return stored.keySet().stream()
                .map(Remembered::text)
                .filter(key -> key.startsWith(KEY))
                .map(key -> key.substring(KEY.length()))
                .filter(other -> !other.equals(source)
                        && in(stored, other).filter(this::isNamedAs).isPresent())
                .findFirst();
    }

    /** Whether the other place has the same name, be it the same topic or one made anew. */
    boolean isNamedAs(LogPlace other) {
        return topic.equals(other.topic) && partition == other.partition;
    }

    @Override
    public String toString() {
        return "partition " + partition + " of " + topic;
    }
}
