package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.log.ControlRecord;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes a snapshot of some tables, in the format of the first one, from an engine with a slot of its own, and writes it
 * where it belongs: behind everything that it contains and before everything that it does not.
 */
final class TableSnapshot implements RunningEngine.Consumer {

    /** How long the stream of changes may take to reach the slot's point. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CaptureSettings settings;
    private final Content content;
    private final ChangeLog log;
    private final Gate gate;
    private final LogJson json = new LogJson();
    private final CompletableFuture<Map<ByteBuffer, ByteBuffer>> complete = new CompletableFuture<>();
    private final List<LogRecord> held = new ArrayList<>();
    private long position;

    /** What is read, and how it stands in the log. */
    interface Content {
        /** What the engine is to read. */
        Properties properties(CaptureSettings settings, String handoverId);

        ControlRecord begin(long position);

        ControlRecord complete(long position);

        /** Whether all of it is written together or not at all; it is in memory until then. */
        boolean atOnce();

        /** What is remembered in the Kafka transaction of the last record. */
        Map<ByteBuffer, ByteBuffer> entries(long position);
    }

    /** Prepares a snapshot. */
    TableSnapshot(CaptureSettings settings, Content content, ChangeLog log, Gate gate) {
        this.settings = settings;
        this.content = content;
        this.log = log;
        this.gate = gate;
    }

    /**
     * All rows of some tables.
     *
     * @param shapes of the tables, read before
     */
    static Content whole(String source, SortedMap<TableName, TableShape> shapes) {
        return new Content() {
            @Override
            public Properties properties(CaptureSettings settings, String handoverId) {
                return EngineProperties.ofSnapshot(settings, handoverId);
            }

            @Override
            public ControlRecord begin(long position) {
                return new ControlRecord.TablesBegin(position, new TreeSet<>(shapes.keySet()));
            }

            @Override
            public ControlRecord complete(long position) {
                return new ControlRecord.TablesComplete(position, new TreeSet<>(shapes.keySet()));
            }

            @Override
            public boolean atOnce() {
                return false;
            }

            @Override
            public Map<ByteBuffer, ByteBuffer> entries(long position) {
                return CompleteTables.entries(source, shapes);
            }
        };
    }

    /** Takes it; gives what is remembered of it when it stands in the log. */
    Map<ByteBuffer, ByteBuffer> take() throws InterruptedException, ExecutionException {
        RunningEngine.Task task = new RunningEngine.Task(
                settings.source() + "-tables", id -> content.properties(settings, id), new Offsets(Map.of()), this);
        RunningEngine engine = RunningEngine.start(task, this::stopped);
        try {
            return complete.get();
        } finally {
            engine.close();
        }
    }

    /** Gives up; {@link #take()} then stops in good order. */
    void cancel() {
        complete.cancel(false);
    }

    private void stopped(@Nullable Throwable failure) {
        complete.completeExceptionally(failure == null ? new IllegalStateException("the engine ended") : failure);
    }

    @Override
    public void take(List<SourceRecord> sources, RunningEngine.Acknowledger acknowledger) throws InterruptedException {
        List<LogRecord> rows = new ArrayList<>();
        for (SourceRecord source : sources) {
            EngineRecord record = EngineRecord.of(source);
            if (complete.isDone()) {
                return;
            }
            if (record.isSnapshotRow()) {
                begin(record.rowLsn(), record.timestamp());
                rows.add(record.logRecord(json));
            } else if (record.kind() == EngineRecord.Kind.SNAPSHOT_COMPLETE) {
                begin(record.position(), record.timestamp());
                complete(rows, record.timestamp());
            }
        }
        if (!rows.isEmpty() && !complete.isDone()) {
            write(rows, Map.of());
        }
    }

    private void write(List<LogRecord> records, Map<ByteBuffer, ByteBuffer> entries) {
        held.addAll(records);
        if (!content.atOnce() || !entries.isEmpty()) {
            log.write(held, entries);
            held.clear();
        }
    }

    private void begin(long at, long timestamp) throws InterruptedException {
        if (position != 0) {
            return;
        }
        position = at;
        gate.openUpTo(at);
        try {
            moveTheStream();
            gate.awaitAllBefore(PATIENCE);
        } catch (SQLException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        write(List.of(LogRecord.of(content.begin(at), timestamp)), Map.of());
    }

    /** Commits something, so that a quiet database has an END after the position too. */
    private void moveTheStream() throws SQLException {
        try (Connection connection = settings.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(EngineProperties.HEARTBEAT_QUERY);
        }
    }

    private void complete(List<LogRecord> rows, long timestamp) {
        rows.add(LogRecord.of(content.complete(position), timestamp));
        Map<ByteBuffer, ByteBuffer> entries = content.entries(position);
        write(rows, entries);
        gate.open();
        complete.complete(entries);
    }
}
