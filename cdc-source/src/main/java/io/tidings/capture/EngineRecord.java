package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * One record as the engine hands it over, read for what writing and acknowledging it need.
 *
 * @param source the engine's own record
 * @param kind what it is
 * @param timestamp the commit's time, or a heartbeat's own, in milliseconds
 * @param position the LSN of an {@link Kind#END} or of a snapshot that is complete; 0 for everything else
 */
record EngineRecord(SourceRecord source, Kind kind, long timestamp, long position) {

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

    static EngineRecord of(SourceRecord source) {
        if (source.topic().startsWith(EngineProperties.HEARTBEAT_TOPICS)) {
            // Once the engine streams, every offset has a processed LSN; before, it stands at the snapshot's.
            boolean streaming = source.sourceOffset().containsKey(PROCESSED_LSN);
            long millis = ((Struct) source.value()).getInt64("ts_ms");
            return streaming
                    ? new EngineRecord(source, Kind.HEARTBEAT, millis, 0)
                    : new EngineRecord(source, Kind.SNAPSHOT_COMPLETE, millis, snapshotsLsn(source));
        }
        Struct value = (Struct) source.value();
        if (value.schema().field("source") != null) {
            return new EngineRecord(
                    source, Kind.CHANGE, value.getStruct("source").getInt64("ts_ms"), 0);
        }
        boolean end = "END".equals(value.getString("status"));
        return new EngineRecord(
                source,
                end ? Kind.END : Kind.CHANGE,
                value.getInt64("ts_ms"),
                end ? Lsn.ofTransaction(value.getString("id")) : 0);
    }

    private static long snapshotsLsn(SourceRecord heartbeat) {
        return (Long) Objects.requireNonNull(heartbeat.sourceOffset().get(SNAPSHOTS_LSN));
    }

    boolean belongsToTheLog() {
        return kind == Kind.CHANGE || kind == Kind.END;
    }

    /** As it goes into the log. */
    LogRecord logRecord(LogJson json) {
        return new LogRecord(json.value(source), timestamp, json.headers(source));
    }

    /** The LSN of a row: of all rows of a snapshot the position at which it was taken. */
    long rowLsn() {
        return ((Struct) source.value()).getStruct("source").getInt64("lsn");
    }

    /** What a logical message says; empty when it is none, or says nothing. */
    Optional<String> message() {
        if (kind != Kind.CHANGE
                || !(source.value() instanceof Struct value)
                || value.schema().field("message") == null) {
            return Optional.empty();
        }
        Object content = value.getStruct("message").get("content");
        ByteBuffer bytes = content instanceof byte[] array ? ByteBuffer.wrap(array) : (ByteBuffer) content;
        return Optional.ofNullable(bytes).map(Remembered::text).filter(text -> !text.isEmpty());
    }

    /** Whether it is a row of a snapshot. */
    boolean isSnapshotRow() {
        return kind == Kind.CHANGE
                && source.value() instanceof Struct value
                && value.schema().field("op") != null
                && "r".equals(value.getString("op"));
    }
}
