package io.tidings.enricher.state;

import io.tidings.kafka.PresentEnd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** Finds the newest values of some keys in a changelog; they are written often, so that its last records have them. */
final class ChangelogTail {
    private static final long FIRST_WINDOW = 256;
    private static final int GROWTH = 8;

    private ChangelogTail() {}

    /** The newest committed value of each of the keys that has one. */
    static Map<Bytes, byte[]> newest(Consumer<byte[], byte[]> consumer, TopicPartition changelog, Set<Bytes> keys) {
        List<TopicPartition> only = List.of(changelog);
        consumer.assign(only);
        long first = Objects.requireNonNull(consumer.beginningOffsets(only).get(changelog));
        long end = Objects.requireNonNull(consumer.endOffsets(only).get(changelog));
        Map<Bytes, byte[]> newest = new HashMap<>();
        long window = FIRST_WINDOW;
        long from = end;
        while (newest.size() < keys.size() && from > first) {
            from = Math.max(first, end - window);
            window *= GROWTH;
            consumer.seek(changelog, from);
            PresentEnd.read(consumer, record -> {
                Bytes key = Bytes.wrap(record.key());
                if (record.value() != null && keys.contains(key)) {
                    newest.put(key, record.value());
                }
            });
        }
        return newest;
    }
}
