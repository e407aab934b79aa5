package io.tidings.enricher;

import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.state.LocalState;
import io.tidings.enricher.state.StateTopics;
import io.tidings.enricher.state.TopicIds;
import io.tidings.kafka.KafkaLimits;
import io.tidings.kafka.TopicKind;
import io.tidings.problem.Outage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the changelogs, with as many partitions as the log has, and sees that the copy on this machine is theirs. */
final class StateSetup {
    private static final Logger LOG = LoggerFactory.getLogger(StateSetup.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration HEARSAY = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 50;

    private final EnricherSettings settings;
    private final StateTopics topics;

    StateSetup(EnricherSettings settings) {
        this.settings = settings;
        this.topics = topics(settings);
    }

    /** The topics of the state. */
    static StateTopics topics(EnricherSettings settings) {
        return new StateTopics(
                settings.applicationId(),
                settings.topics().changes(),
                EnrichmentTopology.STORES,
                settings.replay()
                        ? "Delete the topics whose names begin with the replay's prefix, and its group, and start the replay"
                                + " again (docs/replay.md)."
                        : BrokenLog.START_ANEW,
                () -> ids(settings));
    }

    /** The identities of the log and the changelogs. */
    private static TopicIds ids(EnricherSettings settings) {
        StateTopics topics = topics(settings);
        List<String> all = Stream.concat(Stream.of(topics.changes()), topics.changelogs().stream())
                .toList();
        try (Admin admin = Admin.create(KafkaLimits.within(settings.kafka(), LIMIT))) {
            return whole(admin, all);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage("The enricher was interrupted while it looked at its changelogs.", e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new EnricherFailure(settings).of(e);
        }
    }

    /** A broker may hear of a new topic a moment after another one has created it; one that is gone stays so. */
    private static TopicIds whole(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + HEARSAY.toNanos();
        TopicIds ids = TopicIds.ask(admin, names, LIMIT);
        while (ids.byTopic().size() < names.size() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            ids = TopicIds.ask(admin, names, LIMIT);
        }
        return ids;
    }

    /** Removes the changelogs that there are. */
    void remove(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Collection<String> there =
                TopicIds.ask(admin, topics.changelogs(), LIMIT).byTopic().keySet();
        admin.deleteTopics(there).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!TopicIds.ask(admin, there, LIMIT).byTopic().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        LOG.atWarn()
                .addKeyValue("application", settings.applicationId())
                .addKeyValue("topics", there)
                .log("What was left of the state is removed; the snapshot is its beginning");
    }

    /** Creates the changelogs that are missing, and gives each as many partitions as the log has. */
    void make(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        String changes = settings.topics().changes();
        int wanted = Objects.requireNonNull(describe(admin, List.of(changes)).get(changes))
                .partitions()
                .size();
        Collection<String> there =
                TopicIds.ask(admin, topics.changelogs(), LIMIT).byTopic().keySet();
        List<NewTopic> missing = topics.changelogs().stream()
                .filter(topic -> !there.contains(topic))
                .map(topic -> new NewTopic(topic, wanted, settings.topics().replication())
                        .configs(TopicKind.STATE.configuration(
                                settings.topics().replication(),
                                settings.topics().retention())))
                .toList();
        for (NewTopic topic : missing) {
            ignoring(
                    TopicExistsException.class,
                    () -> admin.createTopics(List.of(topic)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        whole(admin, topics.changelogs());
        Map<String, NewPartitions> more = new HashMap<>();
        describe(admin, there).forEach((topic, now) -> {
            if (now.partitions().size() < wanted) {
                more.put(topic, NewPartitions.increaseTo(wanted));
            }
        });
        if (!more.isEmpty()) {
            ignoring(
                    InvalidPartitionsException.class,
                    () -> admin.createPartitions(more).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            LOG.atInfo()
                    .addKeyValue("application", settings.applicationId())
                    .addKeyValue("partitions", wanted)
                    .log("The log has more partitions than before; the state gets as many");
        }
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeTopics(names).allTopicNames().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** A request to Kafka. */
    private interface Request {
        void make() throws ExecutionException, InterruptedException, TimeoutException;
    }

    /** Another instance that starts at the same time may have done it. */
    private static void ignoring(Class<? extends Exception> done, Request request)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            request.make();
        } catch (ExecutionException e) {
            if (!done.isInstance(e.getCause())) {
                throw e;
            }
        }
    }

    /** Throws away a local copy of other changelogs. */
    void checkLocal(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Path directory = settings.stateDirectory()
                .orElseGet(() -> Path.of(
                        new StreamsConfig(StreamsProperties.of(settings)).getString(StreamsConfig.STATE_DIR_CONFIG)));
        new LocalState(directory.resolve(settings.applicationId())).belongTo(whole(admin, topics.changelogs()));
    }
}
