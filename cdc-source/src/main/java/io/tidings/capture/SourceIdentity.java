package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * What a source's capture began with, stored beside its offset before the slot is made: with it a slot that has no offset
 * is known to be ours, and another database under the same name is noticed.
 *
 * @param systemIdentifier the identifier of the database cluster; LSNs of two clusters must not be compared
 * @param slot the replication slot
 */
record SourceIdentity(String systemIdentifier, String slot) {

    private static final String SEPARATOR = " ";

    static Optional<SourceIdentity> in(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return Remembered.in(stored, key(source)).map(SourceIdentity::parse);
    }

    /** Tells whether the engine has stored an offset for the source. */
    static boolean offsetIn(Map<ByteBuffer, ByteBuffer> stored, String source) {
        return stored.containsKey(Remembered.bytes(offsetKey(source)));
    }

    /** To be stored to forget the engine's offset. */
    static Map<ByteBuffer, ByteBuffer> noOffset(String source) {
        return Remembered.entry(offsetKey(source), "");
    }

    /** Written so by Connect's OffsetStorageWriter: engine name and partition as JSON. */
    private static String offsetKey(String source) {
        return "[\"" + source + "\",{\"server\":\"" + source + "\"}]";
    }

    private static SourceIdentity parse(String text) {
        String[] parts = text.split(SEPARATOR, 2);
        return new SourceIdentity(parts[0], parts[1]);
    }

    Map<ByteBuffer, ByteBuffer> entry(String source) {
        return Remembered.entry(key(source), systemIdentifier + SEPARATOR + slot);
    }

    private static String key(String source) {
        return "source " + source;
    }
}
