package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.kafka.Inquiry;
import io.tidings.kafka.TopicCheck;
import io.tidings.kafka.TopicKind;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that the topic of changes is there and whole, creates the topics that are written, and checks those that exist. */
final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    /** Of one call; long enough that three brokers can be asked one after the other. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EnricherSettings settings;
    private final Inquiry inquiry;
    private @Nullable StartPosition position;

    TopicSetup(EnricherSettings settings) {
        this.settings = settings;
        this.inquiry = new Inquiry(settings.kafka(), LIMIT, new EnricherFailure(settings)::of);
    }

    /**
     * Makes everything ready.
     *
     * @throws Outage when Kafka does not answer, or the topic of changes does not exist yet
     * @throws Refusal when Kafka does not let the enricher in, or the topic of changes has lost its beginning
     */
    void prepare(Collection<Contracts> sources) throws InterruptedException {
        List<String> written = settings.topics().written(sources);
        inquiry.of(admin -> {
            Set<String> existing = admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String changes = settings.topics().changes();
            if (!existing.contains(changes)) {
                throw missing(admin, changes);
            }
            Set<NewTopic> wanted = written.stream()
                    .filter(topic -> !existing.contains(topic))
                    .map(this::topic)
                    .collect(Collectors.toSet());
            create(admin, wanted);
            prepareState(admin, written);
            check(admin, written);
            return written;
        });
    }

    /** All that is wrong with the topics that are written, advice included, without creating any: each a sentence. */
    List<String> everyProblem(Collection<Contracts> sources) throws InterruptedException {
        List<String> written = settings.topics().written(sources);
        return inquiry.of(admin -> {
            TopicCheck check = new TopicCheck(admin, LIMIT);
            List<String> problems = new ArrayList<>();
            check.findings(expected(written)).forEach(finding -> problems.add(finding.sentence()));
            problems.addAll(check.belowMinimum(written));
            return problems;
        });
    }

    private void prepareState(Admin admin, List<String> written)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (position == null) {
            position = new StartPosition(settings, LIMIT, written);
        }
        StateSetup state = new StateSetup(settings);
        if (position.set(admin)) {
            state.remove(admin);
        }
        state.make(admin);
        state.checkLocal(admin);
    }

    private void check(Admin admin, List<String> written)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicCheck.Finding> findings = new TopicCheck(admin, LIMIT).findings(expected(written));
        String required = findings.stream()
                .filter(TopicCheck.Finding::required)
                .map(TopicCheck.Finding::sentence)
                .collect(Collectors.joining(System.lineSeparator()));
        if (!required.isEmpty()) {
            throw new Refusal(required);
        }
        findings.forEach(
                finding -> LOG.atWarn().addKeyValue("topic", finding.topic()).log(finding.sentence()));
    }

    private List<TopicCheck.Expected> expected(List<String> written) {
        return Stream.concat(written.stream(), StateSetup.topics(settings).changelogs().stream())
                .map(topic -> new TopicCheck.Expected(
                        topic, kind(topic), settings.topics().retention()))
                .toList();
    }

    private TopicKind kind(String topic) {
        if (StateSetup.topics(settings).changelogs().contains(topic)) {
            return TopicKind.STATE;
        }
        return topic.equals(settings.topics().deadLetters()) ? TopicKind.DEAD_LETTERS : TopicKind.EVENTS;
    }

    /** Of a topic that a principal may not read Kafka does not even say that it is there. */
    private static Outage missing(Admin admin, String changes)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.describeTopics(List.of(changes)).allTopicNames().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        return new Outage("Kafka has no topic " + changes
                + " yet, which the capture creates and writes. If the capture runs, correct topics.changes.");
    }

    private NewTopic topic(String name) {
        EnricherSettings.Topics topics = settings.topics();
        TopicKind kind = kind(name);
        return new NewTopic(name, kind == TopicKind.DEAD_LETTERS ? 1 : topics.partitions(), topics.replication())
                .configs(kind.configuration(topics.replication(), topics.retention()));
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
}
