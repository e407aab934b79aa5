package io.tidings.capture;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.tidings.contracts.catalog.TableName;
import io.tidings.log.ControlRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Takes the engine's batches, each into one Kafka transaction together with the offset that it makes safe. */
final class LogWriter implements ChangeConsumer<ChangeEvent<byte[], byte[]>> {

    private final ChangeLog log;
    private final Offsets offsets;
    private final Gate gate;
    private final Origin origin;
    private final Acknowledgement<ChangeEvent<byte[], byte[]>> acknowledgement = new Acknowledgement<>();
    private final CaptureProgress progress;
    private boolean snapshotPending;

    /**
     * What is captured.
     *
     * @param shapes of the tables before their first snapshot; none when that was taken long ago
     * @param progress to be kept up to date
     */
    record Origin(
            String source, int timeline, Optional<SortedMap<TableName, TableShape>> shapes, CaptureProgress progress) {}

    LogWriter(ChangeLog log, Offsets offsets, Gate gate, Origin origin) {
        this.log = log;
        this.offsets = offsets;
        this.gate = gate;
        this.origin = origin;
        this.progress = origin.progress();
        this.snapshotPending = origin.shapes().isPresent();
    }

    @Override
    public void handleBatch(
            List<ChangeEvent<byte[], byte[]>> events, RecordCommitter<ChangeEvent<byte[], byte[]>> committer)
            throws InterruptedException {
        progress.begins(System.nanoTime());
        List<EngineRecord> batch = events.stream().map(EngineRecord::of).toList();
        int written = 0;
        for (int next = 0; next < batch.size(); next++) {
            EngineRecord record = batch.get(next);
            if (record.kind() == EngineRecord.Kind.END && !gate.admits(record.position())) {
                write(batch.subList(written, next), committer);
                written = next;
                progress.rests();
                gate.pass(record.position());
                progress.begins(System.nanoTime());
            }
        }
        write(batch.subList(written, batch.size()), committer);
        progress.rests();
    }

    private void write(List<EngineRecord> batch, RecordCommitter<ChangeEvent<byte[], byte[]>> committer)
            throws InterruptedException {
        List<LogRecord> records = new ArrayList<>();
        Map<ByteBuffer, ByteBuffer> beside = new HashMap<>();
        for (EngineRecord record : batch) {
            if (record.belongsToTheLog()) {
                records.add(record.logRecord());
            } else if (record.kind() == EngineRecord.Kind.SNAPSHOT_COMPLETE && snapshotPending) {
                snapshotPending = false;
                completeSnapshot(record, records, beside);
            }
            if (record.kind() == EngineRecord.Kind.END) {
                beside.putAll(new LastEnd(origin.timeline(), record.position()).entry(origin.source()));
            }
        }
        Optional<ChangeEvent<byte[], byte[]>> safe = safeToAcknowledge(batch);
        if (safe.isPresent()) {
            // Has the engine put its offset into the store, which only stages it; no other record is ever marked.
            committer.markProcessed(safe.get());
            committer.markBatchFinished();
        }
        if (records.isEmpty() && safe.isEmpty()) {
            return;
        }
        beside.putAll(offsets.staged());
        log.write(records, beside);
        offsets.remember(beside);
        offsets.stagedIsDurable();
        progress.written(batch);
    }

    private void completeSnapshot(EngineRecord heartbeat, List<LogRecord> records, Map<ByteBuffer, ByteBuffer> beside) {
        SortedMap<TableName, TableShape> shapes = origin.shapes().orElseThrow();
        records.add(LogRecord.of(
                new ControlRecord.SnapshotComplete(heartbeat.position(), new TreeSet<>(shapes.keySet())),
                heartbeat.timestamp()));
        beside.putAll(CompleteTables.entries(origin.source(), shapes));
        beside.putAll(new LastEnd(origin.timeline(), heartbeat.position()).entry(origin.source()));
    }

    private Optional<ChangeEvent<byte[], byte[]>> safeToAcknowledge(List<EngineRecord> batch) {
        Optional<ChangeEvent<byte[], byte[]>> safe = Optional.empty();
        for (EngineRecord record : batch) {
            Optional<ChangeEvent<byte[], byte[]>> next = switch (record.kind()) {
                case END -> acknowledgement.end(record.position(), record.event());
                case SNAPSHOT_COMPLETE -> acknowledgement.snapshotComplete(record.event());
                case HEARTBEAT, CHANGE -> Optional.empty();
            };
            safe = next.isPresent() ? next : safe;
        }
        return safe;
    }
}
