package io.tidings.capture;

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
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes the engine's batches, each into one Kafka transaction together with the offset that it makes safe. */
final class LogWriter implements RunningEngine.Consumer {

    private final ChangeLog log;
    private final Offsets offsets;
    private final Gate gate;
    private final Origin origin;
    private final Acknowledgement<Map<String, ?>> acknowledgement = new Acknowledgement<>();
    private final CaptureProgress progress;
    private final LogJson json = new LogJson();
    private boolean snapshotPending;

    /**
     * What is captured.
     *
     * @param shapes of the tables before their first snapshot; none when that was taken long ago
     * @param progress to be kept up to date
     * @param messages takes what logical messages say, when they are in the log
     */
    record Origin(
            String source,
            int timeline,
            Optional<SortedMap<TableName, TableShape>> shapes,
            CaptureProgress progress,
            Consumer<String> messages) {}

    LogWriter(ChangeLog log, Offsets offsets, Gate gate, Origin origin) {
        this.log = log;
        this.offsets = offsets;
        this.gate = gate;
        this.origin = origin;
        this.progress = origin.progress();
        this.snapshotPending = origin.shapes().isPresent();
    }

    @Override
    public void take(List<SourceRecord> sources, RunningEngine.Acknowledger acknowledger) throws InterruptedException {
        progress.begins(System.nanoTime());
        List<EngineRecord> batch = sources.stream().map(EngineRecord::of).toList();
        int written = 0;
        for (int next = 0; next < batch.size(); next++) {
            EngineRecord record = batch.get(next);
            if (record.kind() == EngineRecord.Kind.END && !gate.admits(record.position())) {
                write(batch.subList(written, next), acknowledger);
                written = next;
                progress.rests();
                gate.pass(record.position());
                progress.begins(System.nanoTime());
            }
        }
        write(batch.subList(written, batch.size()), acknowledger);
        progress.rests();
    }

    private void write(List<EngineRecord> batch, RunningEngine.Acknowledger acknowledger) throws InterruptedException {
        List<LogRecord> records = new ArrayList<>();
        Map<ByteBuffer, ByteBuffer> beside = new HashMap<>();
        for (EngineRecord record : batch) {
            if (record.belongsToTheLog()) {
                records.add(record.logRecord(json));
            } else if (record.kind() == EngineRecord.Kind.SNAPSHOT_COMPLETE && snapshotPending) {
                snapshotPending = false;
                completeSnapshot(record, records, beside);
            }
            if (record.kind() == EngineRecord.Kind.END) {
                beside.putAll(
                        new LastEnd(origin.timeline(), record.position(), record.timestamp()).entry(origin.source()));
            }
        }
        Optional<Map<String, ?>> safe = safeToAcknowledge(batch);
        if (safe.isPresent()) {
            // No other offset is ever staged.
            acknowledger.acknowledge(safe.get());
        }
        if (records.isEmpty() && safe.isEmpty()) {
            return;
        }
        beside.putAll(offsets.staged());
        log.write(records, beside);
        offsets.remember(beside);
        offsets.stagedIsDurable();
        progress.written(batch);
        batch.forEach(record -> record.message().ifPresent(origin.messages()));
    }

    private void completeSnapshot(EngineRecord heartbeat, List<LogRecord> records, Map<ByteBuffer, ByteBuffer> beside) {
        SortedMap<TableName, TableShape> shapes = origin.shapes().orElseThrow();
        records.add(LogRecord.of(
                new ControlRecord.SnapshotComplete(heartbeat.position(), new TreeSet<>(shapes.keySet())),
                heartbeat.timestamp()));
        beside.putAll(CompleteTables.entries(origin.source(), shapes));
        beside.putAll(
                new LastEnd(origin.timeline(), heartbeat.position(), heartbeat.timestamp()).entry(origin.source()));
    }

    private Optional<Map<String, ?>> safeToAcknowledge(List<EngineRecord> batch) {
        Optional<Map<String, ?>> safe = Optional.empty();
        for (EngineRecord record : batch) {
            Optional<Map<String, ?>> next = switch (record.kind()) {
                case END ->
                    acknowledgement.end(record.position(), record.source().sourceOffset());
                case SNAPSHOT_COMPLETE ->
                    acknowledgement.snapshotComplete(record.source().sourceOffset());
                case HEARTBEAT, CHANGE -> Optional.empty();
            };
            safe = next.isPresent() ? next : safe;
        }
        return safe;
    }
}
