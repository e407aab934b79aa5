package io.tidings.quickstart.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the log as the enricher does: committed records only, from the beginning. */
final class LogReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final KafkaConsumer<String, String> consumer;
    private final Function<ConsumerRecord<String, String>, Entry> form;
    private final List<Entry> read = new ArrayList<>();

    LogReader(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, Entry::of);
    }

    private LogReader(String bootstrapServers, String topic, Function<ConsumerRecord<String, String>, Entry> form) {
        this.form = form;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** One record of the log. */
    record Entry(ConsumerRecord<String, String> record, JsonNode json) {

        static Entry of(ConsumerRecord<String, String> record) {
            try {
                return new Entry(record, JSON.readTree(record.value()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(record.value(), e);
            }
        }

        boolean isBegin() {
            return "BEGIN".equals(text("/status"));
        }

        boolean isEnd() {
            return "END".equals(text("/status"));
        }

        /** What capture itself says: its status; empty for Debezium's records. */
        String control() {
            return isBegin() || isEnd() ? "" : text("/status");
        }

        boolean isRowOf(String table) {
            return table.equals(text("/source/table"));
        }

        /** The LSN of an END. */
        long position() {
            String id = text("/id");
            return Long.parseLong(id.substring(id.indexOf(':') + 1));
        }

        String text(String pointer) {
            return json.at(pointer).asText();
        }

        String header(String name) {
            return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
        }
    }

    /** The offsets are not all JSON; only their keys count here. */
    static LogReader ofOffsets(String bootstrapServers, String topic) {
        return new LogReader(bootstrapServers, topic, record -> new Entry(record, MissingNode.getInstance()));
    }

    /** Waits for so many ENDs in all; gives how many there are. */
    int awaitEnds(int goal) {
        int[] ends = {0};
        until(entry -> entry.isEnd() && ++ends[0] == goal);
        return (int) read.stream().filter(Entry::isEnd).count();
    }

    /** Everything from the beginning up to the first record that satisfies the condition. */
    List<Entry> until(Predicate<Entry> condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        int looked = 0;
        while (true) {
            for (; looked < read.size(); looked++) {
                if (condition.test(read.get(looked))) {
                    return List.copyOf(read.subList(0, looked + 1));
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not among the " + read.size() + " records of the log after " + LIMIT
                        + "; the last is " + (read.isEmpty() ? "none" : read.get(read.size() - 1)));
            }
            consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(form.apply(record)));
        }
    }

    /** Everything from the beginning up to the END of the transaction with the row whose column has this value. */
    List<Entry> untilEndAfter(String column, String value) {
        boolean[] seen = {false};
        return until(entry -> {
            seen[0] |= value.equals(entry.text("/after/" + column));
            return seen[0] && entry.isEnd();
        });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
