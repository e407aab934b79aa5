package io.tidings.quickstart.faults;

import io.tidings.kafka.KafkaLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of all events, which notes the longest time in which none came. */
final class Gaps implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private final Map<String, Object> settings;
    private final Collection<String> topics;
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong longestNanos = new AtomicLong();
    private final Thread thread = new Thread(this::read, "gaps");
    private volatile boolean closed;

    private Gaps(Map<String, Object> settings, Collection<String> topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Reads the topics, which must exist, from now on. */
    static Gaps watch(String bootstrapServers, Collection<String> topics) {
        Map<String, Object> settings =
                new HashMap<>(KafkaLimits.within(Map.of("bootstrap.servers", bootstrapServers), CALL_LIMIT));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        Gaps gaps = new Gaps(settings, topics);
        gaps.thread.start();
        return gaps;
    }

    private void read() {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            while (!closed) {
                poll(consumer);
            }
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        try {
            if (!consumer.poll(POLL).isEmpty()) {
                long now = System.nanoTime();
                longestNanos.accumulateAndGet(now - lastNanos.getAndSet(now), Math::max);
            }
        } catch (RetriableException e) {
            // Its brokers are away; that lengthens the gap, which is what is measured.
        }
    }

    /** The longest time without an event that ended, or goes on, since this was asked last. */
    Duration longest() {
        long now = System.nanoTime();
        return Duration.ofNanos(Math.max(longestNanos.getAndSet(0), now - lastNanos.get()));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
