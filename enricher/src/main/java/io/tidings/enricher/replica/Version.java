package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import java.nio.ByteBuffer;

/**
 * One version of a row.
 *
 * @param from the position from which it held
 * @param seen the position of the last snapshot that found it; 0 when none has since a transaction wrote it
 */
record Version(long from, long seen, Row row) {
    private static final int HEADER = 2 * Long.BYTES;

    byte[] bytes() {
        byte[] bytes = RowForm.write(HEADER, row.values());
        ByteBuffer.wrap(bytes).putLong(from).putLong(seen);
        return bytes;
    }

    static Version of(TableName table, byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        try {
            return new Version(header.getLong(), header.getLong(), new Row(table, RowForm.read(bytes, HEADER)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("A stored row of " + table + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Where a version's validity begins, without reading its values. */
    static long from(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
