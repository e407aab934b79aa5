package io.tidings.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and leaves the others alone. */
final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int LIMIT_MILLIS = 9_000;

    private final CaptureSettings settings;

    Topics(CaptureSettings settings) {
        this.settings = settings;
    }

    /** Why the topics are not there, a sentence that says what to do; empty when they are. Takes 20 seconds at most. */
    Optional<String> problem() throws InterruptedException {
        Map<String, Object> kafka = new HashMap<>(settings.kafka());
        kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        try (Admin admin = Admin.create(kafka)) {
            Set<String> present = admin.listTopics().names().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            for (NewTopic topic : wanted()) {
                if (!present.contains(topic.name())) {
                    create(admin, topic);
                }
            }
            return partitionProblem(admin, settings.topics());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("Kafka refused or did not answer", e);
            Optional<String> denied = Failure.denied(settings, e);
            if (denied.isPresent()) {
                return denied;
            }
            String reason = e instanceof TimeoutException
                            || e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                    ? "no answer within " + LIMIT_MILLIS / 1000 + " s."
                    : Failure.reason(e);
            return Optional.of("Kafka at " + settings.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                    + " cannot be used: " + reason
                    + " Check bootstrap.servers and the network, and that the brokers run.");
        }
    }

    private static Optional<String> partitionProblem(Admin admin, TopicSettings topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        int partitions = partitions(admin, topics);
        return topics.partition() < partitions
                ? Optional.empty()
                : Optional.of("The topic " + topics.changes() + " has " + partitions
                        + " partitions, and capture.partition is " + topics.partition()
                        + ", counted from 0. A log cannot get more of them later: choose one that is free, or another"
                        + " topic by topics.changes.");
    }

    /** Of a log that has just been made not every broker knows yet; it has as many as it was to have. */
    private static int partitions(Admin admin, TopicSettings topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin
                    .describeTopics(List.of(topics.changes()))
                    .allTopicNames()
                    .get(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .mapToInt(topic -> topic.partitions().size())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return topics.partitions();
            }
            throw e;
        }
    }

    private static void create(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            LOG.atInfo().addKeyValue("topic", topic.name()).log("Topic created");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                throw new TopicAuthorizationException("it may not create the topic " + topic.name());
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    List<NewTopic> wanted() {
        TopicSettings topics = settings.topics();
        List<NewTopic> wanted = new ArrayList<>();
        wanted.add(new NewTopic(topics.changes(), topics.partitions(), topics.replication())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(topics.retention().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(ChangeLog.RECORD_LIMIT_BYTES))));
        wanted.add(new NewTopic(topics.offsets(), 1, topics.replication())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        return wanted;
    }
}
