package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.problem.Outage;
import io.tidings.service.Rounds;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the log has all rows of every captured table, as the table is now: at the start and at every heartbeat
 * it compares the catalog with what is remembered, and has a snapshot taken of the tables that changed without their
 * rows being written. What goes wrong is said and tried again; capture itself goes on.
 */
final class TableWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(9);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);

    private final CaptureSettings settings;
    private final ChangeLog log;
    private final Offsets offsets;
    private final Gate gate;
    private final CompleteTables tables;
    private final Rounds rounds = Rounds.inThread("capture-tables");
    private final AtomicReference<@Nullable TableSnapshot> running = new AtomicReference<>();
    private final CaptureProgress progress;
    private final Gaps gaps;
    private final Queue<GapRequest> requests = new ConcurrentLinkedQueue<>();

    TableWatch(CaptureSettings settings, ChangeLog log, Gate gate, Follower.Origin origin) {
        this.settings = settings;
        this.log = log;
        this.offsets = origin.offsets();
        this.gate = gate;
        this.progress = origin.progress();
        this.gaps = origin.gaps();
        this.tables = new CompleteTables(settings, log, offsets);
    }

    void start() {
        rounds.every(settings.engine().heartbeatInterval(), this::look);
        rounds.every(BETWEEN_REQUESTS, this::answer);
    }

    /** Takes what a logical message says; what it asks is done by the watch's own thread. */
    void asked(String message) {
        GapRequest.of(message)
                .filter(request -> request.source().equals(settings.source()))
                .ifPresent(requests::add);
    }

    private void answer() {
        GapRequest next = requests.peek();
        if (next != null) {
            attempt(connection -> {
                if (settle(connection, next)) {
                    requests.remove();
                }
            });
        }
    }

    /** Whether the request has its answer; it waits when no snapshot can be taken now. */
    private boolean settle(Connection connection, GapRequest request) throws SQLException, InterruptedException {
        Settling settling = new Settling(settings.source(), gaps.unsettled(), request);
        Optional<String> refusal = settling.refusal();
        if (refusal.isPresent() || request.rows().isEmpty()) {
            Map<ByteBuffer, ByteBuffer> entries = refusal.map(settling::refused).orElseGet(settling::letGo);
            log.write(List.of(), entries);
            offsets.remember(entries);
        } else if (hasToWait(connection)) {
            return false;
        } else {
            tell(connection, request, settling);
        }
        gaps.settled();
        return true;
    }

    /** What cannot be told is answered so, and not tried again: each attempt holds the stream for a while. */
    private void tell(Connection connection, GapRequest request, Settling settling) throws InterruptedException {
        try {
            take(
                    connection,
                    Set.of(settings.audit().orElseThrow().table()),
                    LateSelection.of(connection, settings, request.rows(), settling::told));
        } catch (SQLException | ExecutionException e) {
            Map<ByteBuffer, ByteBuffer> entries = settling.refused(
                    "The rows could not be read, so nothing was done: " + Failure.reason(e) + " List the gaps again.");
            log.write(List.of(), entries);
            offsets.remember(entries);
        }
    }

    private void look() {
        attempt(connection -> {
            if (SourceIdentity.offsetIn(offsets.durable(), settings.source())) {
                look(connection);
            } else {
                // The first snapshot is being taken, of all tables; it begins with the slot.
                new SlotBlockers(connection, settings).now().ifPresentOrElse(this::say, this::silence);
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void with(Connection connection) throws SQLException, InterruptedException, ExecutionException;
    }

    private void attempt(Work work) {
        try (Connection connection = settings.database().connect()) {
            work.with(connection);
        } catch (CancellationException e) {
            LOG.debug("Closed while a snapshot of tables was taken", e);
        } catch (KafkaException e) {
            LOG.debug("Kafka failed; the engine meets the same, and says it", e);
        } catch (SQLException e) {
            sayUnlessAway(e);
        } catch (ExecutionException | RuntimeException e) {
            say(Failure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is known of the tables of a server that is away, which the engine and the look at the slot say. */
    private void sayUnlessAway(SQLException failure) {
        if (new DatabaseFailure(settings).of(failure) instanceof Outage) {
            LOG.debug("PostgreSQL is away; the engine meets the same, and says it", failure);
        } else {
            say(Failure.reason(failure));
        }
    }

    private void look(Connection connection) throws SQLException, InterruptedException, ExecutionException {
        gaps.look(connection, true);
        List<String> problems = new ArrayList<>(new TableChecks(connection, settings).problems());
        problems.addAll(new RowSecurity(connection, settings).problems());
        if (!problems.isEmpty()) {
            say(String.join(" ", problems));
            return;
        }
        Optional<String> unpublished = publicationProblem(connection);
        gaps.look(connection, true);
        if (unpublished.isPresent()) {
            say(unpublished.get());
            return;
        }
        SortedMap<TableName, TableShape> now = new TableShapes(connection, settings).now();
        SortedSet<TableName> incomplete = tables.incomplete(now);
        SortedMap<TableName, TableShape> complete = new TreeMap<>(now);
        complete.keySet().removeAll(incomplete);
        tables.follow(complete);
        if (!incomplete.isEmpty()) {
            now.keySet().retainAll(incomplete);
            snapshot(connection, now);
        } else {
            silence();
        }
    }

    /** A table that was dropped and created again is not published any more. */
    private Optional<String> publicationProblem(Connection connection) throws SQLException {
        Publication publication = new Publication(connection, settings);
        Set<TableName> missing = new TreeSet<>(settings.tableNames());
        missing.removeAll(publication.coveredTables());
        tables.forget(missing);
        return new Preflight(settings).publicationProblem(connection);
    }

    private void snapshot(Connection connection, SortedMap<TableName, TableShape> shapes)
            throws SQLException, InterruptedException, ExecutionException {
        if (hasToWait(connection)) {
            say("A snapshot of the tables " + shapes.keySet()
                    + " has to wait, and events show them as the log has them:"
                    + " a transaction in " + settings.database().address()
                    + " is open for more than a second (see pg_stat_activity and pg_prepared_xacts).");
            return;
        }
        take(connection, shapes.keySet(), TableSnapshot.whole(settings.source(), shapes));
        silence();
    }

    /** Making a slot waits for what is open; an application's long transaction must not hold the stream. */
    private static boolean hasToWait(Connection connection) throws SQLException {
        return new LongTransactions(connection).areThere();
    }

    private void take(Connection connection, Set<TableName> of, TableSnapshot.Content content)
            throws SQLException, InterruptedException, ExecutionException {
        LOG.atInfo()
                .addKeyValue("source", settings.source())
                .addKeyValue("tables", of)
                .log("Snapshot of tables begins");
        long begun = System.nanoTime();
        CaptureSettings some =
                settings.ofTables(new TreeSet<>(of), settings.engine().snapshotSlot());
        ReplicationSlot slot = new ReplicationSlot(connection, some.engine().slot());
        slot.dropIfPresent();
        gate.close();
        try {
            TableSnapshot snapshot = new TableSnapshot(some, content, log, gate);
            running.set(snapshot);
            if (rounds.isClosed()) {
                snapshot.cancel();
            }
            offsets.remember(snapshot.take());
        } finally {
            running.set(null);
            gate.open();
            slot.dropIfPresent();
        }
        LOG.atInfo()
                .addKeyValue("source", settings.source())
                .addKeyValue("tables", of)
                .addKeyValue("tookMillis", (System.nanoTime() - begun) / 1_000_000)
                .log("Snapshot of tables complete");
    }

    private void say(String sentence) {
        if (!progress.tablesProblem().equals(Optional.of(sentence))) {
            LOG.atWarn()
                    .addKeyValue("source", settings.source())
                    .addKeyValue("reason", sentence)
                    .log("The captured tables are not as they must be");
            progress.tablesProblem(Optional.of(sentence));
        }
    }

    private void silence() {
        progress.tablesProblem(Optional.empty());
    }

    /** Begins to stop. */
    void stop() {
        rounds.close();
        gate.open();
        TableSnapshot snapshot = running.get();
        if (snapshot != null) {
            snapshot.cancel();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            if (!rounds.awaitEnd(CLOSE_LIMIT)) {
                LOG.warn("A snapshot of tables has not stopped and is left to itself; the next start takes it again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
