package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * How the replica's entries are keyed: a kind, texts that each end in a zero byte (PostgreSQL's texts have none), and
 * for what has ended, the position at which it did, as eight bytes big-endian. So all entries of a table, of a row or
 * of a looked-up value lie together, the ended ones in the order of their end.
 */
final class Keys {
    /** The current version of a row: table, key. */
    static final byte ROW = 'r';

    /** An earlier version of a row: table, key, end. */
    static final byte VERSION = 'v';

    /** A row that holds a value in a looked-up column: table, column, value, key. */
    static final byte ENTRY = 'e';

    /** A row that held a value: table, column, value, key, end. */
    static final byte ENDED_ENTRY = 'h';

    /** What retention may drop, in order of its end: position, then the key of what has ended. */
    static final byte ENDED = 'g';

    /** What retention has dropped: the key of what had ended, without its end; of entries, without the row's key. */
    static final byte FORGOTTEN = 'f';

    /** How much of each there is. */
    static final byte SIZES = 'n';

    /** The position from which on nothing is dropped. */
    static final byte HORIZON = 'z';

    /** Which look-ups the entries are complete for. */
    static final byte LOOKUPS = 'l';

    /** Which tables are complete, and since when. */
    static final byte COMPLETE = 'c';

    /** Table, column and value. */
    private static final int ENTRY_PARTS = 3;

    /** Of tables, which are few and in every key. */
    private static final Map<TableName, byte[]> TABLES = new ConcurrentHashMap<>();

    private Keys() {}

    static Bytes row(TableName table, Key key) {
        return of(ROW, table, key.parts());
    }

    static Bytes rows(TableName table) {
        return of(ROW, table, List.of());
    }

    static Bytes versions(TableName table, Key key) {
        return of(VERSION, table, key.parts());
    }

    static Bytes versions(TableName table) {
        return of(VERSION, table, List.of());
    }

    static Bytes entries(byte kind, TableName table, String column) {
        return of(kind, table, List.of(), column);
    }

    static Bytes entries(byte kind, TableName table, String column, String value) {
        return of(kind, table, List.of(), column, value);
    }

    static Bytes entry(byte kind, TableName table, String column, String value, Key key) {
        return of(kind, table, key.parts(), column, value);
    }

    static Bytes kind(byte kind) {
        return Bytes.wrap(new byte[] {kind});
    }

    /** The key of something, with the position (or time) at which it ended. */
    static Bytes at(Bytes prefix, long end) {
        return Bytes.wrap(ByteBuffer.allocate(prefix.get().length + Long.BYTES)
                .put(prefix.get())
                .putLong(end)
                .array());
    }

    static Bytes ended(long end, Bytes key) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + key.get().length)
                .put(ENDED)
                .putLong(end)
                .put(key.get())
                .array());
    }

    /** What an {@link #ended} key is about. */
    static Bytes subject(Bytes ended) {
        return Bytes.wrap(Arrays.copyOfRange(ended.get(), 1 + Long.BYTES, ended.get().length));
    }

    /** Where what an {@link #ended} key is about ended. */
    static long endedPosition(Bytes ended) {
        return ByteBuffer.wrap(ended.get()).getLong(1);
    }

    static Bytes forgotten(Bytes prefix) {
        return Bytes.wrap(ByteBuffer.allocate(1 + prefix.get().length)
                .put(FORGOTTEN)
                .put(prefix.get())
                .array());
    }

    /** What stays of the key of something that has ended: a row, or a value of a looked-up column. */
    static Bytes withoutEnd(Bytes ended) {
        byte[] key = ended.get();
        int length = key.length - Long.BYTES;
        if (key[0] == ENDED_ENTRY) {
            length = 0;
            for (int parts = 0; parts < ENTRY_PARTS; length++) {
                parts += key[length] == 0 ? 1 : 0;
            }
        }
        return Bytes.wrap(Arrays.copyOf(key, length));
    }

    static boolean startsWith(Bytes key, Bytes prefix) {
        int length = prefix.get().length;
        return key.get().length >= length && Arrays.equals(key.get(), 0, length, prefix.get(), 0, length);
    }

    /** The end at the tail of a key made by {@link #at}. */
    static long end(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }

    /** The row key behind an entry that starts with the prefix, and that has {@code tail} more bytes at its end. */
    static Key key(Bytes entry, Bytes prefix, int tail) {
        byte[] bytes = Arrays.copyOfRange(entry.get(), prefix.get().length, entry.get().length - tail);
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\0", -1);
        return new Key(List.of(parts).subList(0, parts.length - 1));
    }

    /** The first key after all that start with the prefix. */
    static Bytes after(Bytes prefix) {
        byte[] bytes = prefix.get().clone();
        int last = bytes.length - 1;
        while (bytes[last] == (byte) 0xFF) {
            last--;
        }
        bytes[last]++;
        return Bytes.wrap(Arrays.copyOf(bytes, last + 1));
    }

    private static Bytes of(byte kind, TableName table, List<String> key, String... parts) {
        byte[][] texts = new byte[parts.length + key.size()][];
        byte[] name = TABLES.computeIfAbsent(table, it -> it.toString().getBytes(StandardCharsets.UTF_8));
        int length = 2 + name.length;
        for (int i = 0; i < texts.length; i++) {
            String part = i < parts.length ? parts[i] : key.get(i - parts.length);
            texts[i] = part.getBytes(StandardCharsets.UTF_8);
            length += texts[i].length + 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).put(kind).put(name).put((byte) 0);
        for (byte[] text : texts) {
            bytes.put(text).put((byte) 0);
        }
        return Bytes.wrap(bytes.array());
    }
}
