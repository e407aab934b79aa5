package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * The last transaction that stands in the log, so that a database that went back behind it is noticed, and a slot that
 * begins after it. Right after a first snapshot: the snapshot.
 *
 * @param timeline of the write-ahead log that it was read from
 * @param position its END's LSN
 * @param millis when it committed; 0 when an earlier version has remembered it, which did not say
 */
record LastEnd(int timeline, long position, long millis) {

    LastEnd(int timeline, long position) {
        this(timeline, position, 0);
    }

    static Optional<LastEnd> in(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return Remembered.in(stored, key(source)).map(text -> {
            String[] parts = text.split(" ", 3);
            return new LastEnd(
                    Integer.parseInt(parts[0]),
                    Long.parseLong(parts[1]),
                    parts.length > 2 ? Long.parseLong(parts[2]) : 0);
        });
    }

    Map<ByteBuffer, ByteBuffer> entry(String source) {
        return Remembered.entry(key(source), timeline + " " + position + " " + millis);
    }

    private static String key(String source) {
        return "end " + source;
    }

    /** Whether the server has written less than what stands in the log. */
    boolean isAheadOf(Server server) {
        return server.written() < position;
    }

    /**
     * Whether the transaction is not part of what a later timeline goes on from.
     *
     * @param history the later timeline's history file: lines of a timeline, the position at which it was left, a reason
     */
    boolean wasLeftBehind(String history) {
        return history.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(parts -> parts.length >= 2 && parts[0].equals(String.valueOf(timeline)))
                .noneMatch(parts -> position <= Lsn.parse(parts[1]));
    }
}
