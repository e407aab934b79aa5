package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * One version of a row.
 *
 * @param from the position from which it held
 * @param seen the position of the last snapshot that found it; 0 when none has since a transaction wrote it
 */
record Version(long from, long seen, Row row) {
    private static final int HEADER = 2 * Long.BYTES;

    private static final long OBJECT_BYTES = 300;
    private static final long COLUMN_BYTES = 40;

    byte[] bytes() {
        byte[] bytes = RowForm.write(HEADER, row.values());
        ByteBuffer.wrap(bytes).putLong(from).putLong(seen);
        return bytes;
    }

    static Version of(TableName table, byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        try {
            return new Version(header.getLong(), header.getLong(), new Row(table, RowForm.read(table, bytes, HEADER)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("A stored row of " + table + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * About how much of the heap it takes.
     *
     * @param stored how many bytes it is in the store
     */
    long heapBytes(int stored) {
        return OBJECT_BYTES + COLUMN_BYTES * row.values().size() + 2L * stored;
    }

    /** The same in less memory. */
    Version compact() {
        Columns columns = Columns.of(row.table(), new ArrayList<>(row.values().keySet()));
        return new Version(
                from,
                seen,
                new Row(row.table(), columns.with(row.values().values().toArray())));
    }

    /** Where a version's validity begins, without reading its values. */
    static long from(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
