package io.tidings.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what is committed now, without a group; what is committed meanwhile may be missing. */
public final class PresentEnd {
    private static final Duration POLL = Duration.ofMillis(100);

    /** What is beyond the end is not waited for; closing the consumer would wait for a fetch that is. */
    private static final int FETCH_WAIT_MILLIS = 20;

    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);

    private PresentEnd() {}

    /** The settings of a consumer that can: also for a user who may only read. */
    public static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    /**
     * Reads the assigned partitions from where the consumer stands to the ends that they have at the call.
     *
     * @throws TimeoutException when nothing comes for 20 seconds
     */
    public static <K, V> void read(Consumer<K, V> consumer, java.util.function.Consumer<ConsumerRecord<K, V>> each) {
        read(consumer, each, SILENCE_LIMIT);
    }

    static <K, V> void read(
            Consumer<K, V> consumer, java.util.function.Consumer<ConsumerRecord<K, V>> each, Duration silenceLimit) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), silenceLimit);
        long remaining = remaining(consumer, ends, silenceLimit);
        long heard = System.nanoTime();
        while (remaining > 0) {
            consumer.poll(POLL).forEach(each);
            // A transaction's end moves the position without a record.
            long now = remaining(consumer, ends, silenceLimit);
            if (now < remaining) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > silenceLimit.toNanos()) {
                throw new TimeoutException("nothing comes for " + silenceLimit.toSeconds() + " s, though "
                        + ends.keySet() + " are not read to their ends");
            }
            remaining = now;
        }
    }

    private static long remaining(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends, Duration limit) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), limit)))
                .sum();
    }
}
