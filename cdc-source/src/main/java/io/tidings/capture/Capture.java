package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.service.Persistence;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one source: first a snapshot of the captured tables, then every committed change, each at least once and in
 * commit order, with all rows of a transaction between its BEGIN and its END. Whatever process dies at whatever time, the
 * next capture of the source goes on without a gap; the newest capture of a source always wins over an earlier one.
 */
public final class Capture implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final long LOOK_AGAIN_MILLIS = 50;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final CaptureSettings settings;
    private final Asked asked;
    private final Baton baton;
    private final SlotBudget budget;
    private final Ownership ownership;
    private final Persistence persistence;
    private final Thread thread;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final AtomicReference<@Nullable Follower> running = new AtomicReference<>();
    private final AtomicLong slotToDrop = new AtomicLong();
    private final CaptureProgress progress;
    private volatile int predecessorPid;

    /** Prepares a capture; nothing happens before {@link #start()}. */
    public Capture(CaptureSettings settings) {
        this(settings, Set.of());
    }

    /**
     * The same, with a snapshot of some tables although nothing says that they need one: for an enricher that did not
     * keep them when they came.
     *
     * @param anew some of the captured tables, each as {@code schema.table}
     */
    public Capture(CaptureSettings settings, Set<String> anew) {
        this(settings, anew, false);
    }

    /**
     * Prepares a capture that begins again: it drops the slot, if that is its own, and takes a new snapshot of everything.
     * What changed unseen is right in the log from then on, rows that vanished have ended; it takes over at once.
     */
    public static Capture withNewSnapshot(CaptureSettings settings) {
        return new Capture(settings, Set.of(), true);
    }

    private Capture(CaptureSettings settings, Set<String> anew, boolean newSnapshot) {
        this.settings = settings;
        this.asked = Asked.of(settings, anew, newSnapshot);
        this.baton = new Baton(settings);
        this.budget = new SlotBudget(settings);
        this.ownership = new Ownership(settings.source());
        this.persistence = new Persistence("capture of " + settings.source());
        this.progress = new CaptureProgress(persistence::progressed);
        this.thread = new Thread(this::run, "capture-of-" + settings.source());
    }

    /**
     * Checks the database and Kafka, takes over from an earlier capture of the same source and starts to follow. Returns
     * as soon as the engine runs for the first time, however long PostgreSQL or Kafka are away until then, or when it has
     * been closed meanwhile; to be called once.
     *
     * @throws CaptureException with everything that has to be put right first
     */
    public void start() {
        thread.start();
        try {
            begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Follows until it is closed or somebody has to settle something; outages are waited for. */
    private void run() {
        try {
            persistence.keepTrying(() -> {
                while (follow()) {
                    LOG.debug("The capture begins again");
                }
            });
            begun.complete(null);
            stopped.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(new CaptureException("The capture was interrupted. Start it again; nothing is lost.", e));
        } catch (RuntimeException e) {
            stop(new Failure(settings).of(e));
        }
    }

    private void stop(RuntimeException reason) {
        if (!begun.completeExceptionally(reason)) {
            LOG.atDebug()
                    .addKeyValue("source", settings.source())
                    .setCause(reason)
                    .log("Capture stops");
        }
        stopped.completeExceptionally(reason);
    }

    /** One attempt: as long as it follows, it does not return. Gives whether it dropped its slot and is to begin again. */
    private boolean follow() throws InterruptedException {
        CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
        Follower follower = begin(ended);
        if (follower == null) {
            return false;
        }
        try {
            running.set(follower);
            if (persistence.isClosed()) {
                return false;
            }
            budget.watch(this::dropSlot);
            begun.complete(null);
            Throwable failure = await(ended);
            if (persistence.isClosed() || dropsSlot()) {
                return !persistence.isClosed();
            }
            throw new Failure(settings).of(failure);
        } finally {
            running.set(null);
            progress.rests();
            follower.close();
        }
    }

    private static @Nullable Throwable await(CompletableFuture<@Nullable Throwable> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private @Nullable Follower begin(CompletableFuture<@Nullable Throwable> ended) throws InterruptedException {
        if (!takesItsTurn()) {
            return null;
        }
        requireOwnership(storedOffsets());
        ChangeLog log = openLog();
        try {
            return Follower.start(settings, log, origin(log), ended::complete);
        } catch (RuntimeException e) {
            log.close();
            throw new Failure(settings).of(e);
        }
    }

    private boolean takesItsTurn() throws InterruptedException {
        budget.lookBeforeTheStart();
        check();
        if (!settings.engine().policy().standby()) {
            return true;
        }
        if (asked.newSnapshot()) {
            baton.keep();
            return true;
        }
        if (!baton.await(() -> !persistence.isClosed(), this::standBy)) {
            return false;
        }
        progress.standsBy(false);
        check();
        return true;
    }

    private void standBy() {
        if (!progress.standsBy()) {
            LOG.atInfo().addKeyValue("source", settings.source()).log("Capture stands by, another one has the slot");
            progress.standsBy(true);
            ownership.resign();
            persistence.succeeded();
        }
    }

    private void check() throws InterruptedException {
        List<String> problems = new ArrayList<>(new Preflight(settings).problems());
        problems.addAll(new Topics(settings).problems());
        if (!problems.isEmpty()) {
            throw new CaptureException(problems);
        }
    }

    private Map<ByteBuffer, ByteBuffer> storedOffsets() {
        try {
            return OffsetsTopic.read(settings.kafka(), settings.topics().offsets());
        } catch (KafkaException e) {
            throw new Failure(settings).of(e);
        }
    }

    /** The newest capture has the source: one that began earlier gives way. */
    private void requireOwnership(Map<ByteBuffer, ByteBuffer> stored) {
        if (ownership.isLost(stored)) {
            throw new CaptureException(List.of(Failure.superseded(settings.source())));
        }
    }

    private ChangeLog openLog() {
        try {
            return ChangeLog.open(settings);
        } catch (KafkaException e) {
            throw new Failure(settings).of(e);
        }
    }

    /** Decides where to begin and prepares the slot; the predecessor is fenced by now. */
    private Follower.Origin origin(ChangeLog log) throws InterruptedException {
        LogPlace place =
                LogPlace.of(settings.topics(), new Topics(settings).logId().toString());
        try (Connection connection = settings.database().connect()) {
            Offsets offsets = new Offsets(storedOffsets());
            requireOwnership(offsets.durable());
            Server server = Server.identify(settings.database());
            Beginning beginning = new Start(settings, connection, offsets, log, ownership, Clock.systemUTC())
                    .prepare(server, place, asked.newSnapshot());
            predecessorPid = new ReplicationSlot(connection, settings.engine().slot())
                    .state()
                    .map(ReplicationSlot.State::activePid)
                    .orElse(0);
            new ReplicationSlot(connection, settings.engine().snapshotSlot()).dropIfPresent();
            boolean resumes = beginning instanceof Beginning.Resume;
            Gaps gaps = new Gaps(settings, log, offsets, progress);
            gaps.sayUnsettled();
            gaps.look(connection, resumes);
            publish(connection, new CompleteTables(settings, log, offsets));
            gaps.look(connection, resumes);
            asked.done();
            return new Follower.Origin(
                    offsets,
                    server.timeline(),
                    resumes ? Optional.empty() : Optional.of(new TableShapes(connection, settings).now()),
                    progress,
                    gaps);
        } catch (SQLException e) {
            throw new DatabaseFailure(settings).of(e);
        }
    }

    /** What was not published for a while is not complete in the log; that is noted before it is published again. */
    private void publish(Connection connection, CompleteTables tables) throws SQLException {
        Set<TableName> unpublished = new TreeSet<>(settings.tableNames());
        unpublished.removeAll(new Publication(connection, settings).coveredTables());
        unpublished.addAll(tables.notCapturedAnyMore());
        unpublished.addAll(asked.anew());
        tables.forget(unpublished);
        new Preflight(settings).publicationProblem(connection).ifPresent(problem -> {
            throw new CaptureException(List.of(problem));
        });
    }

    /**
     * Waits until the snapshot, if one is taken, is complete and the database streams to this capture. Rows committed
     * from now on come as inserts, updates and deletes.
     *
     * @throws CaptureException if capture stops before that
     * @throws TimeoutException if it takes longer than the limit
     */
    public void awaitStreaming(Duration limit) throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Connection connection = settings.database().connect()) {
            ReplicationSlot slot =
                    new ReplicationSlot(connection, settings.engine().slot());
            while (!streams(slot)) {
                if (stopped.isDone()) {
                    requireRunning();
                    throw new CaptureException("Capture was closed before it streamed.", new TimeoutException());
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("PostgreSQL does not stream to the capture of source '"
                            + settings.source() + "' after " + limit.toSeconds() + " s; a long transaction may hold"
                            + " up the making of its slot (see pg_stat_activity), or the snapshot takes longer.");
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(settings).of(e);
        }
    }

    private void requireRunning() {
        try {
            stopped.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private boolean streams(ReplicationSlot slot) throws SQLException {
        int pid = slot.state().map(ReplicationSlot.State::activePid).orElse(0);
        return pid != 0 && pid != predecessorPid;
    }

    /** What it waits for, while something that it depends on is away. */
    public Optional<String> waitsFor() {
        return persistence.waitsFor();
    }

    /** How far it is. */
    CaptureProgress progress() {
        return progress;
    }

    /**
     * Completes when capture has stopped: normally after {@link #close()}, with a {@link CaptureException} whose message
     * says what to do if it has stopped by itself.
     */
    public CompletionStage<Void> stopped() {
        return stopped.minimalCompletionStage();
    }

    /** Called beside the engine, which goes first: it would make the slot again. */
    private void dropSlot(long retainedBytes) {
        Follower follower = running.get();
        if (follower != null && slotToDrop.compareAndSet(0, retainedBytes)) {
            follower.close();
        }
    }

    /** Drops the slot if that was asked for. */
    private boolean dropsSlot() {
        long retainedBytes = slotToDrop.getAndSet(0);
        if (retainedBytes == 0) {
            return false;
        }
        try (Connection connection = settings.database().connect()) {
            new ReplicationSlot(connection, settings.engine().slot()).dropIfPresent();
        } catch (SQLException e) {
            throw new DatabaseFailure(settings).of(e);
        }
        LOG.warn(new Sentences(settings).slotDropped(retainedBytes));
        return true;
    }

    /** Stops in good order; takes ten seconds at most. */
    @Override
    public void close() {
        persistence.close();
        budget.close();
        Follower follower = running.get();
        if (follower != null) {
            follower.close();
            LOG.atInfo().addKeyValue("source", settings.source()).log("Capture closed");
        }
        baton.close();
        begun.complete(null);
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped.complete(null);
    }
}
