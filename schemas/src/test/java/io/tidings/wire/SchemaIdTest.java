package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchemaIdTest {
    private static final String NUMBER = "0000011170";
    private static final String GUID = "01000102030405060708090a0b0c0d0e0f";

    @Test
    void aZeroByteStandsBeforeANumberAndAOneByteBeforeAGuid() {
        assertThat(SchemaId.read(bytes(NUMBER))).contains(new SchemaId.Number(70_000));
        assertThat(SchemaId.read(bytes(GUID)))
                .contains(new SchemaId.Guid(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f")));
    }

    @Test
    void whatIsTooShortOrOfAnotherFormIsNoId() {
        for (String hex : new String[] {"", "00", "00000111", GUID.substring(0, 32), "0200000001", "7b22"}) {
            ByteBuffer bytes = bytes(hex);
            assertThat(SchemaId.read(bytes)).as(hex).isEmpty();
            assertThat(bytes.position()).isZero();
        }
    }

    @Test
    void theIdInFrontOfAValueIsTakenOff() {
        assertEvent(Map.of(), NUMBER + "cafe", new SchemaId.Number(70_000), "cafe");
        assertEvent(Map.of(), GUID + "cafe", guid(), "cafe");
    }

    @Test
    void theIdInTheHeaderCountsBeforeTheValueAndLeavesItWhole() {
        assertEvent(
                Map.of(SchemaId.HEADER, hex(NUMBER)), NUMBER + "cafe", new SchemaId.Number(70_000), NUMBER + "cafe");
        assertEvent(Map.of(SchemaId.HEADER, hex(GUID)), "cafe", guid(), "cafe");
        assertThat(EncodedEvent.of(Map.of(SchemaId.HEADER, hex("00")), hex(NUMBER + "cafe")))
                .as("a header that is no id")
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(WireFormat.schemaIdBytes(70_000)).isEqualTo(hex(NUMBER));
    }

    private static void assertEvent(Map<String, byte[]> headers, String value, SchemaId id, String avro) {
        EncodedEvent event = EncodedEvent.of(headers, hex(value)).orElseThrow();
        assertThat(event.schemaId()).isEqualTo(id);
        byte[] rest = new byte[event.avro().remaining()];
        event.avro().get(rest);
        assertThat(rest).isEqualTo(hex(avro));
    }

    private static SchemaId guid() {
        return new SchemaId.Guid(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f"));
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(hex(hex));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
