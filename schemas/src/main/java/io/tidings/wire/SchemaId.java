package io.tidings.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What tells the schema with which a value was written, in the two forms that Confluent's newer clients (2025) write and
 * read, in front of a value or in a header: a zero byte and the registry's number for the schema as four bytes big-endian,
 * or a one byte and the sixteen bytes of a GUID. Source: {@code SchemaId}, {@code HeaderSchemaIdSerializer} and {@code
 * DualSchemaIdDeserializer} of Confluent's schema registry.
 *
 * <p>Tidings writes the number in both places, because every registry answers by number. Confluent's own serializers
 * write the GUID into the header; only Confluent's newer registries answer by it.
 */
public sealed interface SchemaId {
    /** The header's name; of several headers of this name the last counts. */
    String HEADER = "__value_schema_id";

    /** The registry's number. */
    record Number(int number) implements SchemaId {
        @Override
        public <T> T fold(IntFunction<T> ofNumber, Function<UUID, T> ofGuid) {
            return ofNumber.apply(number);
        }

        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    /** The same in every registry that has the schema. */
    record Guid(UUID guid) implements SchemaId {
        @Override
        public <T> T fold(IntFunction<T> ofNumber, Function<UUID, T> ofGuid) {
            return ofGuid.apply(guid);
        }

        @Override
        public String toString() {
            return guid.toString();
        }
    }

    /** One of two, by its kind. */
    <T> T fold(IntFunction<T> ofNumber, Function<UUID, T> ofGuid);

    /** Reads an id and leaves the buffer behind it; empty when there is none, the buffer stays as it was then. */
    static Optional<SchemaId> read(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() > Integer.BYTES && bytes.get(start) == 0) {
            bytes.get();
            return Optional.of(new Number(bytes.getInt()));
        }
        if (bytes.remaining() > 2 * Long.BYTES && bytes.get(start) == 1) {
            bytes.get();
            return Optional.of(new Guid(new UUID(bytes.getLong(), bytes.getLong())));
        }
        return Optional.empty();
    }
}
