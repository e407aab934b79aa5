package io.tidings.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * The wire format of Confluent's serializers: a zero byte, the schema's id as four bytes big-endian, Avro binary. Source:
 * Confluent's documentation of the schema registry, "Wire format".
 */
public final class WireFormat {
    private static final byte MAGIC = 0;
    private static final int PREFIX = 1 + Integer.BYTES;

    private WireFormat() {}

    /** The five bytes that tell the schema: in front of the value, or as the header {@link SchemaId#HEADER}. */
    public static byte[] schemaIdBytes(int schemaId) {
        return ByteBuffer.allocate(PREFIX).put(MAGIC).putInt(schemaId).array();
    }

    /** Writes what stands before the Avro binary. */
    public static void writePrefix(OutputStream bytes, int schemaId) {
        try {
            bytes.write(schemaIdBytes(schemaId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the schema with which a value was written; empty when the value is not of this format. */
    public static Optional<Integer> schemaId(byte[] value) {
        return value.length >= PREFIX && value[0] == MAGIC
                ? Optional.of(ByteBuffer.wrap(value).getInt(1))
                : Optional.empty();
    }

    /**
     * Reads a value with its prefix.
     *
     * @param writer the schema with which it was written
     * @param reader the schema as which it is read
     * @throws UncheckedIOException when the bytes are none of the writer's schema
     */
    public static GenericRecord read(byte[] value, Schema writer, Schema reader) {
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
