package io.tidings.enricher.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a group's offset that was set to a snapshot of the log, until the first commit of Kafka Streams replaces
 * it: after a crash in between, the enricher begins there and not where its state was. In the form in which Kafka Streams
 * reads what it stores there itself: version, time, and what it does not read.
 */
public final class SnapshotMark {
    private static final byte VERSION = 1;
    private static final long NO_TIME = -1;

    private SnapshotMark() {}

    /** An offset of a log's topic with the mark. */
    public static OffsetAndMetadata at(long offset, String log) {
        return new OffsetAndMetadata(offset, text(log));
    }

    /** Whether the offset has the mark of that log. */
    public static boolean isOn(@Nullable OffsetAndMetadata offset, String log) {
        return offset != null && text(log).equals(offset.metadata());
    }

    private static String text(String log) {
        byte[] mark = ("from-snapshot " + log).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(1 + Long.BYTES + mark.length)
                        .put(VERSION)
                        .putLong(NO_TIME)
                        .put(mark)
                        .array());
    }
}
