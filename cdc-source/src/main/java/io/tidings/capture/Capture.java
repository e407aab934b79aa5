package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
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

    private final CaptureSettings settings;
    private final Set<TableName> anew;
    private final boolean newSnapshot;
    private final Baton baton;
    private final SlotBudget budget;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final AtomicReference<@Nullable Follower> running = new AtomicReference<>();
    private final CaptureProgress progress = new CaptureProgress();
    private final AtomicBoolean closing = new AtomicBoolean();
    private int predecessorPid;

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
        for (String table : anew) {
            Required.that(
                    settings.tables().contains(table),
                    "there is no captured table '" + table + "' to take a snapshot of");
        }
        this.settings = settings;
        this.newSnapshot = newSnapshot;
        this.baton = new Baton(settings);
        this.budget = new SlotBudget(settings);
        this.anew = anew.stream().map(table -> TableName.parse(table, "public")).collect(Collectors.toSet());
    }

    /**
     * Checks the database and Kafka, takes over from an earlier capture of the same source and starts to follow. Returns
     * as soon as the engine runs, or when it has been closed while it stood by; to be called once.
     *
     * @throws CaptureException with everything that has to be put right first
     */
    public void start() {
        try {
            if (!takesItsTurn()) {
                return;
            }
            ChangeLog log = openLog();
            try {
                follow(Follower.start(settings, log, begin(log), this::engineStopped));
            } catch (CaptureException e) {
                log.close();
                throw e;
            } catch (RuntimeException e) {
                log.close();
                throw new CaptureException(Failure.sentence(settings, e), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaptureException("Capture was interrupted while it started. Start it again.", e);
        }
    }

    private boolean takesItsTurn() throws InterruptedException {
        budget.lookBeforeTheStart();
        check();
        if (!settings.engine().policy().standby()) {
            return true;
        }
        if (newSnapshot) {
            baton.keep();
            return true;
        }
        if (!baton.await(() -> !closing.get(), this::standBy)) {
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
        }
    }

    private void follow(Follower follower) {
        running.set(follower);
        if (closing.get()) {
            follower.close();
        } else {
            budget.watch(this::dropSlot);
        }
    }

    private void check() throws InterruptedException {
        List<String> problems = new ArrayList<>(new Preflight(settings).problems());
        new Topics(settings).problem().ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new CaptureException(problems);
        }
    }

    private ChangeLog openLog() {
        try {
            return ChangeLog.open(settings);
        } catch (KafkaException e) {
            throw new CaptureException(Failure.sentence(settings, e), e);
        }
    }

    /** Decides where to begin and prepares the slot; the predecessor is fenced by now. */
    private Follower.Origin begin(ChangeLog log) {
        try (Connection connection = settings.database().connect()) {
            Offsets offsets = new Offsets(
                    OffsetsTopic.read(settings.kafka(), settings.topics().offsets()));
            Server server = Server.identify(settings.database());
            Beginning beginning =
                    new Start(settings, connection, offsets, log, Clock.systemUTC()).prepare(server, newSnapshot);
            predecessorPid = new ReplicationSlot(connection, settings.engine().slot())
                    .state()
                    .map(ReplicationSlot.State::activePid)
                    .orElse(0);
            new ReplicationSlot(connection, settings.engine().snapshotSlot()).dropIfPresent();
            publish(connection, new CompleteTables(settings, log, offsets));
            boolean resumes = beginning instanceof Beginning.Resume;
            return new Follower.Origin(
                    offsets,
                    server.timeline(),
                    resumes ? Optional.empty() : Optional.of(new TableShapes(connection, settings).now()),
                    progress);
        } catch (SQLException e) {
            throw new CaptureException(new Preflight(settings).connectionProblem(e), e);
        } catch (KafkaException e) {
            throw new CaptureException(Failure.sentence(settings, e), e);
        }
    }

    /** What was not published for a while is not complete in the log; that is noted before it is published again. */
    private void publish(Connection connection, CompleteTables tables) throws SQLException {
        Set<TableName> unpublished = new TreeSet<>(settings.tableNames());
        unpublished.removeAll(new Publication(connection, settings).presentTables());
        unpublished.addAll(tables.notCapturedAnyMore());
        unpublished.addAll(anew);
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
                    stopped.join();
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
            throw new CaptureException(new Preflight(settings).connectionProblem(e), e);
        }
    }

    private boolean streams(ReplicationSlot slot) throws SQLException {
        int pid = slot.state().map(ReplicationSlot.State::activePid).orElse(0);
        return pid != 0 && pid != predecessorPid;
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

    private void engineStopped(@Nullable Throwable failure, boolean hasSuccessor) {
        if (closing.get()) {
            return;
        }
        String sentence = hasSuccessor ? Failure.fenced(settings.source()) : Failure.sentence(settings, failure);
        LOG.atError()
                .addKeyValue("source", settings.source())
                .addKeyValue("reason", sentence)
                .log("Capture stopped");
        stopped.completeExceptionally(
                new CaptureException(sentence, failure == null ? new IllegalStateException("ended") : failure));
    }

    /** The engine goes first, which would make the slot again. */
    private void dropSlot(long retainedBytes) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        closeFollower();
        try (Connection connection = settings.database().connect()) {
            new ReplicationSlot(connection, settings.engine().slot()).dropIfPresent();
            String sentence = new Sentences(settings).slotDropped(retainedBytes);
            LOG.atError()
                    .addKeyValue("source", settings.source())
                    .addKeyValue("reason", sentence)
                    .log("Capture stopped");
            stopped.completeExceptionally(new CaptureException(List.of(sentence)));
        } catch (SQLException e) {
            stopped.completeExceptionally(new CaptureException(new Preflight(settings).connectionProblem(e), e));
        }
    }

    private void closeFollower() {
        Follower follower = running.get();
        if (follower != null) {
            follower.close();
            LOG.atInfo().addKeyValue("source", settings.source()).log("Capture closed");
        }
    }

    /** Stops in good order; takes ten seconds at most. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            closeFollower();
            stopped.complete(null);
        }
        budget.close();
        baton.close();
    }
}
