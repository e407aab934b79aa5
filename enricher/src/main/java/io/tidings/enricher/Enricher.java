package io.tidings.enricher;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.problem.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
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
    private final Sources sources;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final EnricherMeters meters;
    private final RestoreMeters restore;
    private final LeftTransactions left;
    private volatile KafkaStreams streams;

    /**
     * Prepares an enricher: finds the schemas' ids, creates the topics.
     *
     * @throws Refusal with one sentence when Kafka or the registry cannot be used
     */
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
        this.meters = new EnricherMeters(registry, clock, new TransactionSpans(tracer, clock));
        this.restore = new RestoreMeters(registry);
        this.settings = settings;
        new TopicSetup(settings).prepare(sources);
        this.sources = new Sources(sources.stream().map(this::source).toList());
        this.streams = streams();
        this.left = new LeftTransactions(settings, restore::remainingOfEach);
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

    private KafkaStreams streams() {
        Properties properties = StreamsProperties.of(settings);
        Commits commits = new Commits(settings.commitInterval(), StreamsProperties.longestBetweenCommits(properties));
        KafkaStreams made = new KafkaStreams(
                EnrichmentTopology.build(
                        settings.topics().changes(), sources, settings.retention(), commits, meters, properties),
                properties,
                new ObservedClients(meters.departures(), commits));
        made.setGlobalStateRestoreListener(restore);
        made.setUncaughtExceptionHandler(error -> {
            failure.complete(sentence(error));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        made.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
            if (now == KafkaStreams.State.ERROR) {
                failure.complete(new Refusal("The enricher stopped; its log says why."));
            }
        });
        return made;
    }

    /** Starts to read. A local state that cannot be opened is thrown away: it is a copy of what Kafka has. */
    public void start() {
        try {
            streams.start();
        } catch (ProcessorStateException unreadable) {
            LOG.atWarn()
                    .addKeyValue("application", settings.applicationId())
                    .setCause(unreadable)
                    .log("The local state cannot be opened, is thrown away and restored from Kafka");
            stop();
            streams = streams();
            streams.cleanUp();
            streams.start();
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

    KafkaStreams.State state() {
        return streams.state();
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

    /** Seconds since a thread has asked for records, the longest of all threads. */
    double secondsSincePoll() {
        return LastPoll.secondsAgo(streams.metrics());
    }

    /** By how many records the copies that it keeps to take over are behind, the farthest of all tasks. */
    long standbyLag() {
        Map<Integer, Long> lags = new HashMap<>();
        streams.allLocalStorePartitionLags()
                .values()
                .forEach(store -> store.forEach((task, lag) -> lags.merge(task, lag.offsetLag(), Long::sum)));
        return lags.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * Stops within ten seconds; what was not committed is done again at the next start. One that others stand by for leaves
     * its place to them at once; any other finds its place again, when it comes back within ten seconds.
     */
    @Override
    public void close() {
        left.close();
        stop();
    }

    private void stop() {
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

    private Throwable sentence(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof BrokenLog) {
                return new Refusal(String.valueOf(cause.getMessage()), error);
            }
            if (cause instanceof InvalidOffsetException) {
                return new Refusal(
                        "The topic " + settings.topics().changes() + " no longer holds the record that the enricher "
                                + settings.applicationId() + " has to read next: its retention was shorter than the"
                                + " time the enricher stood still. " + BrokenLog.START_ANEW,
                        error);
            }
        }
        Optional<String> denial = Denial.sentence(settings, error);
        if (denial.isPresent()) {
            return new Refusal(denial.get(), error);
        }
        return new Refusal(
                "The enricher " + settings.applicationId() + " stopped: " + error.getMessage()
                        + ". What it had not committed will be done again; start it anew.",
                error);
    }
}
