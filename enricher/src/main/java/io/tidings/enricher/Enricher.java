package io.tidings.enricher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Causes;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import io.tidings.service.Check;
import io.tidings.service.Persistence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log of changes and writes events, exactly once. Runs until it is closed, or until something happens that it
 * must not go on after; {@link #failure()} then tells what.
 */
public final class Enricher implements AutoCloseable {
    /** Leaves two of the ten seconds to the JVM. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(Enricher.class);

    private final EnricherSettings settings;
    private final Collection<Contracts> contracts;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final EnricherMeters meters;
    private final RestoreMeters restore;
    private final LeftTransactions left;
    private final Persistence persistence;
    private final TopicSetup setup;
    private final GroupPlace place;
    private final Thread thread;
    private final AtomicReference<@Nullable KafkaStreams> current = new AtomicReference<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final LastPoll lastPoll = new LastPoll();
    private volatile boolean noticed;
    private boolean fenced;

    /** Prepares an enricher of one source; nothing happens before {@link #start()}. */
    public Enricher(EnricherSettings settings, Contracts contracts) {
        this(
                settings,
                List.of(contracts),
                new CompositeMeterRegistry(),
                TracerProvider.noop().get(""));
    }

    /**
     * The same for several sources, with meters and traces.
     *
     * @param sources the contracts of each; their names differ
     * @param registry where the meters are registered
     * @param tracer what makes the spans
     */
    public Enricher(EnricherSettings settings, Collection<Contracts> sources, MeterRegistry registry, Tracer tracer) {
        Clock clock = Clock.systemUTC();
        this.persistence = new Persistence("enricher " + settings.applicationId());
        this.meters = new EnricherMeters(registry, clock, new TransactionSpans(tracer, clock), persistence::progressed);
        this.restore = new RestoreMeters(registry);
        this.settings = settings;
        this.setup = new TopicSetup(settings);
        this.place = new GroupPlace(settings);
        this.contracts = List.copyOf(sources);
        this.left = new LeftTransactions(settings, restore::remainingOfEach);
        this.thread = new Thread(this::run, "enricher-" + settings.applicationId());
    }

    /**
     * Finds the schemas' ids, creates the topics and starts to read. Returns as soon as Kafka Streams runs for the first time,
     * however long Kafka, its topic of changes or the registry are away until then, or when it has been closed meanwhile; to
     * be called once.
     *
     * @throws Refusal with one sentence when somebody has to put something right first
     */
    public void start() {
        thread.start();
        try {
            begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void run() {
        try {
            persistence.keepTrying(this::read);
            begun.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(new Refusal("The enricher was interrupted. Start it again; nothing is lost.", e));
        } catch (RuntimeException e) {
            stop(new EnricherFailure(settings).of(e));
        }
    }

    private void stop(RuntimeException reason) {
        begun.completeExceptionally(reason);
        failure.complete(reason);
    }

    /** One attempt: as long as it reads, it does not return. */
    private void read() throws InterruptedException {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        if (fenced) {
            place.awaitFree(closed);
            fenced = false;
        }
        setup.prepare(contracts);
        KafkaStreams streams =
                streams(new Sources(contracts.stream().map(this::source).toList()), ended);
        current.set(streams);
        try (StateWatch watch = new StateWatch(StateSetup.topics(settings), ended::complete)) {
            watch.begin();
            if (persistence.isClosed()) {
                return;
            }
            start(streams);
            begun.complete(null);
            CompletableFuture.anyOf(ended, closed).join();
            if (!persistence.isClosed()) {
                fenced = EnricherFailure.isFenced(ended.join());
                throw new EnricherFailure(settings).of(ended.join());
            }
        } finally {
            stop(streams);
            // One that has ended polls no more, which is no sign of being stuck.
            current.set(null);
        }
    }

    private Source source(Contracts contracts) {
        return new Source(
                contracts,
                new EventWriter(
                        contracts,
                        settings.topics().prefix(),
                        settings.form(),
                        new SchemaIds(settings.registry(), settings.autoRegister()).of(contracts)),
                new DeadLetterWriter(
                        contracts,
                        settings.form().treatments(),
                        settings.topics().deadLetters()));
    }

    private KafkaStreams streams(Sources sources, CompletableFuture<Throwable> ended) {
        Properties properties = StreamsProperties.of(settings);
        Commits commits = new Commits(settings.commitInterval(), StreamsProperties.longestBetweenCommits(properties));
        KafkaStreams made = new KafkaStreams(
                EnrichmentTopology.build(
                        StateSetup.topics(settings), sources, settings.retention(), commits, meters, properties),
                properties,
                new ObservedClients(meters.departures(), commits, place));
        made.setGlobalStateRestoreListener(restore);
        made.setUncaughtExceptionHandler(error -> {
            ended.complete(error);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        made.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
                persistence.succeeded();
            }
            if (now == KafkaStreams.State.ERROR) {
                ended.complete(new IllegalStateException("Kafka Streams is in the state ERROR"));
            }
        });
        return made;
    }

    /** A local state that cannot be opened is thrown away: it is a copy of what Kafka has. */
    private void start(KafkaStreams streams) {
        try {
            streams.start();
        } catch (ProcessorStateException unreadable) {
            LOG.atWarn()
                    .addKeyValue("application", settings.applicationId())
                    .addKeyValue("reason", Causes.reason(unreadable))
                    .log("The local state cannot be opened, is thrown away and restored from Kafka");
            stop(streams);
            streams.cleanUp();
            throw new Outage("The local state could not be opened and is restored from Kafka.", unreadable);
        }
    }

    /** Waits until the state is restored and records are read; false when that takes longer than the limit. */
    public boolean awaitRunning(Duration limit) throws InterruptedException {
        return running.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes when the enricher had to stop, with an exception whose message says what to do. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** The state of Kafka Streams; as long as something is waited for before it can begin, that of one not started. */
    KafkaStreams.State state() {
        return Optional.ofNullable(current.get()).map(KafkaStreams::state).orElse(KafkaStreams.State.CREATED);
    }

    /** What it waits for, while something that it depends on is away. */
    Optional<String> waitsFor() {
        return persistence.waitsFor();
    }

    /** Takes what a look at Kafka has seen: in an outage Kafka Streams waits by itself, and says nothing. */
    void sees(Check kafka) {
        if (!kafka.passes()) {
            noticed = true;
            lastPoll.kafkaIsAway(Instant.now());
            persistence.notices(new Outage(kafka.sentence()));
        } else if (noticed) {
            noticed = false;
            persistence.succeeded();
        }
    }

    /** The topics that it writes. */
    Collection<String> writtenTopics() {
        return settings.topics().written(contracts);
    }

    /** Records of the changelogs that are still to be restored. */
    long restoring() {
        return restore.remaining();
    }

    /** When the transaction that each of its tasks applied last committed in the database; 0 before the first since the start. */
    Map<String, Long> appliedMillis() {
        return meters.appliedMillis();
    }

    /** How many dead letters there were since the start. */
    long deadLetters() {
        return meters.deadLetters();
    }

    /** Seconds since a thread has asked for records, the longest of all threads, or since Kafka was away when that is later. */
    double secondsSincePoll() {
        return lastPoll.secondsAgo(
                Optional.ofNullable(current.get()).map(KafkaStreams::metrics).orElse(Map.of()), Instant.now());
    }

    /** By how many records the copies that it keeps to take over are behind, the farthest of all tasks. */
    long standbyLag() {
        try {
            return standbyLag(Optional.ofNullable(current.get())
                    .map(KafkaStreams::allLocalStorePartitionLags)
                    .orElse(Map.of()));
        } catch (StreamsException e) {
            throw new Outage("Kafka does not tell the ends of the changelogs.", e);
        }
    }

    private static long standbyLag(Map<String, Map<Integer, LagInfo>> stores) {
        Map<Integer, Long> lags = new HashMap<>();
        stores.values().forEach(store -> store.forEach((task, lag) -> lags.merge(task, lag.offsetLag(), Long::sum)));
        return lags.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * Stops within ten seconds; what was not committed is done again at the next start. One that others stand by for leaves
     * its place to them at once; any other finds its place again, when it comes back within ten seconds.
     */
    @Override
    public void close() {
        persistence.close();
        closed.complete(null);
        left.close();
        begun.complete(null);
        try {
            thread.join(STOP_LIMIT.plus(STOP_LIMIT).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(KafkaStreams streams) {
        GroupMembershipOperation place = settings.standbyReplicas() > 0
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
        // What has come is left to the next start: a thousand records may take longer than there is time.
        streams.pause();
        if (!streams.close(CloseOptions.timeout(STOP_LIMIT).withGroupMembershipOperation(place))) {
            LOG.atWarn()
                    .addKeyValue("application", settings.applicationId())
                    .addKeyValue("limitSeconds", STOP_LIMIT.toSeconds())
                    .log("The last commit did not end in time; the next start does it again and restores the state from"
                            + " Kafka");
        }
    }
}
