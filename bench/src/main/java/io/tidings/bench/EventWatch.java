package io.tidings.bench;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of one partition as its consumers do, {@code read_committed}, and notes when each event is there. */
final class EventWatch implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration ONE_POLL = Duration.ofMillis(100);

    private record Watched(long firstId, Timeline timeline) {}

    private final Consumer<byte[], byte[]> consumer;
    private final ToLongFunction<ConsumerRecord<byte[], byte[]>> id;
    private final Thread thread = new Thread(this::read, "watch");
    private volatile Watched watched = new Watched(0, new Timeline(1));
    private volatile boolean closed;
    private volatile int lastBytes;

    private EventWatch(Map<String, Object> kafka, String topic, ToLongFunction<ConsumerRecord<byte[], byte[]>> id) {
        this.id = id;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
    }

    /** Waits for the topic, and reads it from its beginning. */
    static EventWatch start(
            Map<String, Object> kafka, String topic, ToLongFunction<ConsumerRecord<byte[], byte[]>> id, Role writer)
            throws IOException, InterruptedException, ExecutionException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        try (Admin admin = Admin.create(kafka)) {
            while (!admin.listTopics().names().get().contains(topic)) {
                writer.requireAlive();
                if (System.nanoTime() > limit) {
                    throw new Refusal("There is no topic " + topic + " after " + START_LIMIT.toSeconds() + " s.");
                }
                Thread.sleep(ONE_POLL.toMillis());
            }
        }
        EventWatch watch = new EventWatch(kafka, topic, id);
        watch.thread.start();
        return watch;
    }

    /** From now on rows are noted in that timeline, of which the first has the id. */
    void note(long firstId, Timeline timeline) {
        watched = new Watched(firstId, timeline);
    }

    /** How large the value of the last event was. */
    int lastBytes() {
        return lastBytes;
    }

    private void read() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(ONE_POLL)) {
                long now = System.nanoTime();
                lastBytes = event.value().length;
                Watched current = watched;
                long row = id.applyAsLong(event) - current.firstId();
                if (row >= 0 && row < current.timeline().capacity()) {
                    current.timeline().seen((int) row, now);
                }
            }
        }
        consumer.close();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
