package io.tidings.deadletters;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.kafka.KafkaFailure;
import io.tidings.kafka.PresentEnd;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of dead letters, read from its beginning without a group. */
final class LetterTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LIMIT_MILLIS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<String, byte[]> consumer;

    private LetterTopic(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Opens the topic.
     *
     * @throws Refusal when Kafka does not answer, or has no such topic
     */
    static LetterTopic open(Map<String, Object> kafka, String topic) {
        Map<String, Object> settings = PresentEnd.settings(kafka);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        Consumer<String, byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new Refusal("Kafka has no topic " + topic + "; the enricher creates it when it starts. Correct"
                        + " topics.dead-letters if it has another name.");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return new LetterTopic(consumer);
        } catch (KafkaException | Refusal e) {
            if (consumer != null) {
                consumer.close();
            }
            throw e instanceof Refusal refusal ? refusal : refusal((KafkaException) e);
        }
    }

    private static Refusal refusal(KafkaException e) {
        return new Refusal("The dead letters cannot be read: " + KafkaFailure.sentences(e, "dead-letters"), e);
    }

    /** Everything that is there now and was not read before. */
    List<Letter> read() {
        List<Letter> letters = new ArrayList<>();
        try {
            PresentEnd.read(consumer, record -> letters.add(letter(record)));
        } catch (KafkaException e) {
            throw refusal(e);
        }
        return letters;
    }

    /** What comes next; waits for a moment when nothing has. */
    List<Letter> next() {
        List<Letter> letters = new ArrayList<>();
        try {
            consumer.poll(POLL).forEach(record -> letters.add(letter(record)));
        } catch (KafkaException e) {
            throw refusal(e);
        }
        return letters;
    }

    private static Letter letter(ConsumerRecord<String, byte[]> record) {
        String place = record.partition() + ":" + record.offset();
        try {
            return new Letter(
                    Objects.requireNonNullElse(record.key(), ""),
                    place,
                    JSON.readTree(Objects.requireNonNullElse(record.value(), new byte[0])));
        } catch (IOException e) {
            throw new Refusal(
                    "The record " + place + " of " + record.topic() + " is no dead letter; only the enricher may write"
                            + " to that topic.",
                    e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
