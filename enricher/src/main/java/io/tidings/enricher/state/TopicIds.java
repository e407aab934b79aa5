package io.tidings.enricher.state;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Bytes;

/**
 * The identities of topics: one that is deleted and made anew under its name has another.
 *
 * @param byTopic those of the topics that exist
 */
public record TopicIds(SortedMap<String, String> byTopic) {
    static final Bytes KEY = Bytes.wrap("changelogs".getBytes(StandardCharsets.UTF_8));

    /** Of no topic. */
    public static final TopicIds NONE = new TopicIds(new TreeMap<>());

    /**
     * Asks Kafka.
     *
     * @throws ExecutionException when it refuses or fails
     * @throws TimeoutException when it does not answer in time
     */
    public static TopicIds ask(Admin admin, Collection<String> topics, Duration limit)
            throws ExecutionException, InterruptedException, TimeoutException {
        SortedMap<String, String> ids = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(
                        topic.getKey(),
                        topic.getValue()
                                .get(limit.toMillis(), TimeUnit.MILLISECONDS)
                                .topicId()
                                .toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return new TopicIds(ids);
    }

    static TopicIds read(byte[] stored) {
        SortedMap<String, String> ids = new TreeMap<>();
        new String(stored, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(parts -> ids.put(parts[0], parts[1]));
        return new TopicIds(ids);
    }

    /** As text, a line for each topic. */
    String text() {
        return byTopic.entrySet().stream()
                .map(topic -> topic.getKey() + " " + topic.getValue())
                .collect(Collectors.joining("\n"));
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The identity of a topic; empty when it does not exist. */
    public String of(String topic) {
        return byTopic.getOrDefault(topic, "");
    }

    /** What became of these topics since, as the end of a sentence; empty when all are the same. */
    String changes(TopicIds now) {
        return byTopic.keySet().stream()
                .filter(topic -> !of(topic).equals(now.of(topic)))
                .map(topic -> now.of(topic).isEmpty()
                        ? "the topic " + topic + " is gone"
                        : "the topic " + topic + " was deleted and made anew")
                .collect(Collectors.joining(", "));
    }
}
