package io.tidings.capture;

import io.debezium.embedded.EmbeddedEngineChangeEvent;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.Header;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * One record as the engine hands it over, read for what writing and acknowledging it need.
 *
 * @param event the engine's own record, by which it is acknowledged
 * @param kind what it is
 * @param timestamp the commit's time, or a heartbeat's own, in milliseconds
 * @param position the LSN of an {@link Kind#END} or of a snapshot that is complete; 0 for everything else
 */
record EngineRecord(ChangeEvent<byte[], byte[]> event, Kind kind, long timestamp, long position) {

    /** What a record is to us. */
    enum Kind {
        /** The heartbeat that the engine sends when the first snapshot is complete, rows or no rows. */
        SNAPSHOT_COMPLETE,
        /** Any other heartbeat of the engine: not part of the log. */
        HEARTBEAT,
        /** The end of a database transaction. */
        END,
        /** Everything else that belongs into the log: rows, truncations, messages, BEGIN. */
        CHANGE
    }

    private static final String PROCESSED_LSN = "lsn_proc";
    private static final String SNAPSHOTS_LSN = "lsn";

    static EngineRecord of(ChangeEvent<byte[], byte[]> event) {
        SourceRecord source = sourceOf(event);
        if (source.topic().startsWith(EngineProperties.HEARTBEAT_TOPICS)) {
            // Once the engine streams, every offset has a processed LSN; before, it stands at the snapshot's.
            boolean streaming = source.sourceOffset().containsKey(PROCESSED_LSN);
            long millis = ((Struct) source.value()).getInt64("ts_ms");
            return streaming
                    ? new EngineRecord(event, Kind.HEARTBEAT, millis, 0)
                    : new EngineRecord(event, Kind.SNAPSHOT_COMPLETE, millis, snapshotsLsn(source));
        }
        Struct value = (Struct) source.value();
        if (value.schema().field("source") != null) {
            return new EngineRecord(
                    event, Kind.CHANGE, value.getStruct("source").getInt64("ts_ms"), 0);
        }
        boolean end = "END".equals(value.getString("status"));
        return new EngineRecord(
                event,
                end ? Kind.END : Kind.CHANGE,
                value.getInt64("ts_ms"),
                end ? Lsn.ofTransaction(value.getString("id")) : 0);
    }

    private static long snapshotsLsn(SourceRecord heartbeat) {
        return (Long) Objects.requireNonNull(heartbeat.sourceOffset().get(SNAPSHOTS_LSN));
    }

    // The engine's public way to a record's timestamps and offset is its one implementation of the event.
    private static SourceRecord sourceOf(ChangeEvent<byte[], byte[]> event) {
        return ((EmbeddedEngineChangeEvent<?, ?, ?>) event).sourceRecord();
    }

    boolean belongsToTheLog() {
        return kind == Kind.CHANGE || kind == Kind.END;
    }

    /** As it goes into the log. */
    LogRecord logRecord() {
        return new LogRecord(event.value(), timestamp, headers());
    }

    /** The LSN of a row: of all rows of a snapshot the position at which it was taken. */
    long rowLsn() {
        return ((Struct) sourceOf(event).value()).getStruct("source").getInt64("lsn");
    }

    /** Whether it is a row of a snapshot. */
    boolean isSnapshotRow() {
        return kind == Kind.CHANGE
                && sourceOf(event).value() instanceof Struct value
                && value.schema().field("op") != null
                && "r".equals(value.getString("op"));
    }

    /** The old and the new key of a row whose primary key changed; nothing for all others. */
    private RecordHeaders headers() {
        RecordHeaders headers = new RecordHeaders();
        List<Header<byte[]>> given = event.headers();
        if (given != null) {
            given.forEach(header -> headers.add(header.getKey(), header.getValue()));
        }
        return headers;
    }
}
