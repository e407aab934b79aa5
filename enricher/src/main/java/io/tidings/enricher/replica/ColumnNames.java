package io.tidings.enricher.replica;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The names of columns, which repeat in every row: each is made a text once, as long as no other takes its place. */
final class ColumnNames {
    private static final int PLACES = 1 << 10;
    private static final @Nullable Name[] KNOWN = new Name[PLACES];

    private record Name(byte[] utf8, String text) {}

    private ColumnNames() {}

    /** The name that stands in some bytes. Threads may share it: what one does not see of another it makes itself. */
    static String in(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Name known = KNOWN[place];
        if (known == null || !Arrays.equals(known.utf8, 0, known.utf8.length, bytes, from, to)) {
            known = new Name(
                    Arrays.copyOfRange(bytes, from, to), new String(bytes, from, to - from, StandardCharsets.UTF_8));
            KNOWN[place] = known;
        }
        return known.text;
    }
}
