package io.tidings.enricher.replica;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a row.
 *
 * @param from the position from which it held
 * @param seen the position of the last snapshot that found it; 0 when none has since a transaction wrote it
 */
record Version(long from, long seen, Row row) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader VALUES = JSON.readerForMapOf(Object.class);
    private static final int HEADER = 2 * Long.BYTES;

    byte[] bytes() {
        try {
            byte[] values = JSON.writeValueAsBytes(row.values());
            return ByteBuffer.allocate(HEADER + values.length)
                    .putLong(from)
                    .putLong(seen)
                    .put(values)
                    .array();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of " + row.table() + " that came as json is none.", e);
        }
    }

    static Version of(TableName table, byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        try {
            Map<String, @Nullable Object> values = VALUES.readValue(bytes, HEADER, bytes.length - HEADER);
            return new Version(header.getLong(), header.getLong(), new Row(table, values));
        } catch (IOException e) {
            throw new IllegalStateException("A stored row of " + table + " cannot be read.", e);
        }
    }

    /** Where a version's validity begins, without reading its values. */
    static long from(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
