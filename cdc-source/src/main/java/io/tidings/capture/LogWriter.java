package io.tidings.capture;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.util.List;
import java.util.Optional;

/** Takes the engine's batches, each into one Kafka transaction together with the offset that it makes safe. */
final class LogWriter implements ChangeConsumer<ChangeEvent<byte[], byte[]>> {

    private final ChangeLog log;
    private final Offsets offsets;
    private final Acknowledgement<ChangeEvent<byte[], byte[]>> acknowledgement = new Acknowledgement<>();

    LogWriter(ChangeLog log, Offsets offsets) {
        this.log = log;
        this.offsets = offsets;
    }

    @Override
    public void handleBatch(
            List<ChangeEvent<byte[], byte[]>> events, RecordCommitter<ChangeEvent<byte[], byte[]>> committer)
            throws InterruptedException {
        List<EngineRecord> batch = events.stream().map(EngineRecord::of).toList();
        Optional<ChangeEvent<byte[], byte[]>> safe = safeToAcknowledge(batch);
        if (safe.isPresent()) {
            // Has the engine put its offset into the store, which only stages it; no other record is ever marked.
            committer.markProcessed(safe.get());
            committer.markBatchFinished();
        }
        List<EngineRecord> records =
                batch.stream().filter(EngineRecord::belongsToTheLog).toList();
        if (records.isEmpty() && safe.isEmpty()) {
            return;
        }
        log.write(records, offsets.staged());
        offsets.stagedIsDurable();
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
