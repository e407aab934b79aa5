package io.tidings.capture;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of one run of the engine the offsets that may be stored together with them. Connect stores the
 * offset of the last record of each Kafka transaction, whatever that record is; so each carries the newest safe one.
 */
final class SafeOffsets {

    private static final String SNAPSHOT = "snapshot";
    private static final String PROCESSED_LSN = "lsn_proc";

    private final Function<Map<String, ?>, @Nullable Map<String, ?>> stored;
    private final Acknowledgement<Map<String, ?>> acknowledgement = new Acknowledgement<>();
    private @Nullable Map<String, ?> safe;
    private boolean begun;

    /**
     * Begins a run.
     *
     * @param stored gives the offset of a partition from which the run began; null when there is none
     */
    SafeOffsets(Function<Map<String, ?>, @Nullable Map<String, ?>> stored) {
        this.stored = stored;
    }

    /** The engine's next record, with the offset that is safe as soon as it is durable. */
    SourceRecord with(SourceRecord record) {
        if (!begun) {
            safe = stored.apply(record.sourcePartition());
            begun = true;
        }
        take(record);
        return new SourceRecord(
                record.sourcePartition(),
                safe,
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }

    private void take(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        if (offset.containsKey(SNAPSHOT)) {
            // Of a snapshot that is not complete: the engine begins it again.
            safe = offset;
        } else if (!offset.containsKey(PROCESSED_LSN)) {
            acknowledgement.snapshotComplete(offset).ifPresent(complete -> safe = complete);
        } else if (record.value() instanceof Struct value
                && value.schema().field("status") != null
                && "END".equals(value.getString("status"))) {
            acknowledgement
                    .end(Lsn.ofTransaction(value.getString("id")), offset)
                    .ifPresent(before -> safe = before);
        }
    }
}
