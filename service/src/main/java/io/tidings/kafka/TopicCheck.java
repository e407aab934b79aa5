package io.tidings.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Compares topics that exist with the settings that promises rest on, as they hold for the topic, whoever set them.
 *
 * @param admin asks Kafka
 * @param limit how long one answer may take
 */
public record TopicCheck(Admin admin, Duration limit) {

    /**
     * A topic as it should be.
     *
     * @param retention how long it is to keep a record
     */
    public record Expected(String topic, TopicKind kind, Duration retention) {}

    /**
     * A setting that is otherwise.
     *
     * @param required whether nothing may begin before it is put right
     * @param sentence topic, setting, what it means and the command that puts it right
     */
    public record Finding(String topic, boolean required, String sentence) {}

    /**
     * What is otherwise, topic by topic. A topic that does not exist is left out.
     *
     * @throws ExecutionException when Kafka refuses, as when the settings may not be read, or fails
     * @throws TimeoutException when it does not answer in time
     */
    public List<Finding> findings(Collection<Expected> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Seen> seen = look(topics.stream().map(Expected::topic).toList());
        List<Finding> findings = new ArrayList<>();
        for (Expected topic : topics) {
            Seen now = seen.get(topic.topic());
            if (now != null) {
                findings.addAll(findings(topic, now));
            }
        }
        return findings;
    }

    /** A topic as it is. */
    private record Seen(TopicDescription description, Config config) {
        String effective(String setting) {
            ConfigEntry entry = config.get(setting);
            return entry == null ? "" : Objects.requireNonNullElse(entry.value(), "");
        }
    }

    /** Those of the topics that exist. */
    private Map<String, Seen> look(Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        DescribeConfigsResult configs =
                admin.describeConfigs(topics.stream().map(TopicCheck::resource).collect(Collectors.toSet()));
        DescribeTopicsResult descriptions = admin.describeTopics(topics);
        Map<String, Seen> seen = new HashMap<>();
        for (String topic : topics) {
            Optional<TopicDescription> description =
                    answer(descriptions.topicNameValues().get(topic));
            Optional<Config> config = answer(configs.values().get(resource(topic)));
            if (description.isPresent() && config.isPresent()) {
                seen.put(topic, new Seen(description.get(), config.get()));
            }
        }
        return seen;
    }

    private <T> Optional<T> answer(@Nullable KafkaFuture<T> question)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (question == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static List<Finding> findings(Expected topic, Seen now) {
        int replication = now.description().partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(1);
        return topic.kind().rules(replication, topic.retention()).stream()
                .filter(rule -> !rule.holds(now.effective(rule.setting())))
                .map(rule -> new Finding(
                        topic.topic(), rule.required(), rule.sentence(topic.topic(), now.effective(rule.setting()))))
                .toList();
    }

    /**
     * The topics that take no record now, because too few brokers have them: each a sentence.
     *
     * @throws ExecutionException when Kafka refuses or fails
     * @throws TimeoutException when it does not answer in time
     */
    public List<String> belowMinimum(Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> sentences = new ArrayList<>();
        look(topics)
                .forEach((topic, now) -> now.description().partitions().stream()
                        .filter(partition -> isBelow(partition, now.effective(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)))
                        .findFirst()
                        .ifPresent(partition -> sentences.add(sentence(topic, partition))));
        return sentences;
    }

    private static boolean isBelow(TopicPartitionInfo partition, String minimum) {
        boolean leaderless = partition.leader() == null || partition.leader().isEmpty();
        return leaderless || (!minimum.isEmpty() && partition.isr().size() < Integer.parseInt(minimum));
    }

    private static String sentence(String topic, TopicPartitionInfo partition) {
        if (partition.leader() == null || partition.leader().isEmpty()) {
            return "Partition " + partition.partition() + " of the topic " + topic
                    + " takes no record: it has no leader. Bring back the brokers that are missing.";
        }
        return "Partition " + partition.partition() + " of the topic " + topic + " takes no record: only "
                + partition.isr().size() + " of its " + partition.replicas().size()
                + " replicas are in sync, fewer than min.insync.replicas. Bring back the brokers that are missing.";
    }
}
