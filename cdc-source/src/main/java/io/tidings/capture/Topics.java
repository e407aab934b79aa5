package io.tidings.capture;

import io.tidings.kafka.Inquiry;
import io.tidings.kafka.TopicCheck;
import io.tidings.kafka.TopicKind;
import io.tidings.problem.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing, and checks the settings of those that are there. */
final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    /** Of one call; long enough that three brokers can be asked one after the other. */
    private static final Duration LIMIT = Duration.ofSeconds(9);

    private final CaptureSettings settings;
    private final Inquiry inquiry;

    Topics(CaptureSettings settings) {
        this.settings = settings;
        this.inquiry = new Inquiry(settings.kafka(), LIMIT, new Failure(settings)::of);
    }

    /**
     * What is wrong with the topics, each a sentence that says what to do.
     *
     * @throws Outage when Kafka does not answer
     * @throws CaptureException when it does not let the capture in
     */
    List<String> problems() throws InterruptedException {
        return inquiry.of(admin -> {
            Set<String> present = admin.listTopics().names().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            for (NewTopic topic : wanted()) {
                if (!present.contains(topic.name())) {
                    create(admin, topic);
                }
            }
            List<String> problems = new ArrayList<>(partitionProblems(admin));
            for (TopicCheck.Finding finding : new TopicCheck(admin, LIMIT).findings(expected())) {
                if (finding.required()) {
                    problems.add(finding.sentence());
                } else {
                    LOG.atWarn().addKeyValue("topic", finding.topic()).log(finding.sentence());
                }
            }
            return problems;
        });
    }

    /** All that is wrong with the topics, advice included, without creating any: each a sentence that says what to do. */
    List<String> everyProblem() throws InterruptedException {
        return inquiry.of(admin -> {
            Set<String> present = admin.listTopics().names().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            List<String> problems = new ArrayList<>();
            wanted().stream()
                    .map(NewTopic::name)
                    .filter(name -> !present.contains(name))
                    .forEach(name -> problems.add("Kafka has no topic " + name
                            + ". Start the capture, which creates it, or correct its name under topics."));
            if (problems.isEmpty()) {
                TopicCheck check = new TopicCheck(admin, LIMIT);
                problems.addAll(partitionProblems(admin));
                check.findings(expected()).forEach(finding -> problems.add(finding.sentence()));
                problems.addAll(check.belowMinimum(
                        expected().stream().map(TopicCheck.Expected::topic).toList()));
            }
            return problems;
        });
    }

    /** The identity of the log's topic: one that is made anew under its name has another. */
    Uuid logId() throws InterruptedException {
        return inquiry.of(admin -> describe(admin).topicId());
    }

    private List<String> partitionProblems(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        TopicSettings topics = settings.topics();
        int partitions = partitions(admin, topics);
        return topics.partition() < partitions
                ? List.of()
                : List.of("The topic " + topics.changes() + " has " + partitions
                        + " partitions, and capture.partition is " + topics.partition()
                        + ", counted from 0. Correct capture.partition to one that no other source has, or add"
                        + " partitions to the topic; the enricher follows.");
    }

    /** Of a log that has just been made not every broker knows yet; it has as many as it was to have. */
    private int partitions(Admin admin, TopicSettings topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return describe(admin).partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return topics.partitions();
            }
            throw e;
        }
    }

    private TopicDescription describe(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        String log = settings.topics().changes();
        return Objects.requireNonNull(admin.describeTopics(List.of(log))
                .allTopicNames()
                .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .get(log));
    }

    private static void create(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
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

    private List<TopicCheck.Expected> expected() {
        TopicSettings topics = settings.topics();
        return List.of(
                new TopicCheck.Expected(topics.changes(), TopicKind.LOG, topics.retention()),
                new TopicCheck.Expected(topics.offsets(), TopicKind.OFFSETS, topics.retention()));
    }

    List<NewTopic> wanted() {
        TopicSettings topics = settings.topics();
        return expected().stream()
                .map(topic -> new NewTopic(
                                topic.topic(),
                                topic.kind() == TopicKind.LOG ? topics.partitions() : 1,
                                topics.replication())
                        .configs(topic.kind().configuration(topics.replication(), topic.retention())))
                .toList();
    }
}
