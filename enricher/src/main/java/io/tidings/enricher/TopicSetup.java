package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.wire.EventTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees that the topic of changes is there and whole, and creates the topics that are written. */
final class TopicSetup {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SILENCE = "no answer within " + LIMIT.toSeconds() + " s";
    private final EnricherSettings settings;

    TopicSetup(EnricherSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes everything ready.
     *
     * @throws Refusal when Kafka cannot be reached, or the topic of changes does not exist or has lost its beginning
     */
    void prepare(Collection<Contracts> sources) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        try (Admin admin = Admin.create(properties)) {
            Set<String> existing = admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String changes = settings.topics().changes();
            if (!existing.contains(changes)) {
                throw missing(admin, changes);
            }
            List<String> written = settings.topics().written(sources);
            Set<NewTopic> wanted = written.stream()
                    .filter(topic -> !existing.contains(topic))
                    .map(this::topic)
                    .collect(Collectors.toSet());
            create(admin, wanted);
            new StartPosition(settings, LIMIT, written).set(admin);
        } catch (TimeoutException e) {
            throw unusable(SILENCE, e);
        } catch (ExecutionException | KafkaException e) {
            Optional<String> denial = Denial.sentence(settings, e);
            if (denial.isPresent()) {
                throw new Refusal(denial.get(), e);
            }
            boolean silent = e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
            throw unusable(silent ? SILENCE : Denial.innermost(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable("the wait for it was interrupted", e);
        }
    }

    /** Of a topic that a principal may not read Kafka does not even say that it is there. */
    private static Refusal missing(Admin admin, String changes)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.describeTopics(List.of(changes)).allTopicNames().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        return new Refusal("Kafka has no topic " + changes
                + ", which the capture creates and writes; start the capture first, or correct topics.changes.");
    }

    private NewTopic topic(String name) {
        boolean deadLetters = name.equals(settings.topics().deadLetters());
        return new NewTopic(
                        name,
                        deadLetters ? 1 : settings.topics().partitions(),
                        settings.topics().replication())
                .configs(EventTopic.CONFIGURATION);
    }

    private static void create(Admin admin, Set<NewTopic> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.createTopics(topics).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                throw new TopicAuthorizationException("it may not create all of the topics "
                        + topics.stream().map(NewTopic::name).sorted().collect(Collectors.joining(", ")));
            }
            // Another instance that starts at the same time has created it.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private Refusal unusable(String why, Throwable cause) {
        return new Refusal(
                "Kafka at " + settings.kafka().get("bootstrap.servers") + " cannot be used (" + why
                        + "); see that it runs, and correct kafka.bootstrap.servers or its security settings.",
                cause);
    }
}
