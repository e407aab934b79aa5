package io.tidings.wire;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * An event's Avro binary, and which schema it was written with.
 *
 * @param avro from its position to its limit
 */
record EncodedEvent(SchemaId schemaId, ByteBuffer avro) {

    /** With the id in its header or, without that header, in front of the value; empty when it is in neither place. */
    static Optional<EncodedEvent> of(Map<String, byte[]> headers, byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        byte[] header = headers.get(SchemaId.HEADER);
        return SchemaId.read(header == null ? bytes : ByteBuffer.wrap(header)).map(id -> new EncodedEvent(id, bytes));
    }
}
