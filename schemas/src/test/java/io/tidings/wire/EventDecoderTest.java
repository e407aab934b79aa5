package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.portal.Decision;
import io.tidings.portal.Person;
import io.tidings.portal.RoleAssignment;
import io.tidings.registry.RegistrySettings;
import io.tidings.registry.ScriptedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    private static final Schema NOTE = schema("\"name\":\"Note\",\"namespace\":\"it\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"text\",\"type\":\"string\"}]");
    private static final GenericRecord VALUE = note();
    private static final int ID = 7;

    private final ScriptedRegistry registry;
    private final RegistrySettings settings;
    private final EventDecoder<GenericRecord> decoder;

    EventDecoderTest() throws IOException {
        registry = new ScriptedRegistry();
        settings = RegistrySettings.of(registry.url());
        decoder = EventDecoder.generic(settings);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void anEventIsReadWithItsIdInFrontOrInTheHeaderAndTheRegistryIsAskedOnce() throws IOException {
        willAnswer(NOTE.toString(), "");
        assertThat(decoder.decode(Map.of(), prefixed(VALUE))).isEqualTo(VALUE);
        assertThat(decoder.decode(Map.of(SchemaId.HEADER, WireFormat.schemaIdBytes(ID)), avro(VALUE)))
                .isEqualTo(VALUE);
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::line)
                .containsExactly("GET /api/schemas/ids/7");
    }

    @Test
    void aGuidInTheHeaderIsAskedForByGuid() throws IOException {
        willAnswer(NOTE.toString(), "");
        UUID guid = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");
        byte[] header = new byte[] {1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        assertThat(decoder.decode(Map.of(SchemaId.HEADER, header), avro(VALUE))).isEqualTo(VALUE);
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::line)
                .containsExactly("GET /api/schemas/guids/" + guid);
    }

    @Test
    void aReferenceIsReadBeforeTheSchemaThatNeedsIt() throws IOException {
        String page = "{\"type\":\"record\",\"name\":\"Page\",\"namespace\":\"it\",\"fields\":["
                + "{\"name\":\"note\",\"type\":\"it.Note\"}]}";
        willAnswer(page, ",\"references\":[{\"name\":\"it.Note\",\"subject\":\"a note\",\"version\":3}]");
        willAnswer(NOTE.toString(), "");
        Schema whole = new Schema.Parser().parse(page.replace("\"it.Note\"", NOTE.toString()));
        GenericRecord value = new GenericData.Record(whole);
        value.put("note", VALUE);
        assertThat(decoder.decode(Map.of(), prefixed(value))).isEqualTo(value);
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::line)
                .containsExactly("GET /api/schemas/ids/7", "GET /api/subjects/a%20note/versions/3");
    }

    @Test
    void anEventIsReadAsTheSchemaThatTheConsumerKnows() throws IOException {
        willAnswer(NOTE.toString(), "");
        Schema mine =
                schema("\"name\":\"Note\",\"namespace\":\"it\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"},"
                        + "{\"name\":\"pages\",\"type\":\"int\",\"default\":1}]");
        GenericRecord read = EventDecoder.generic(settings, mine).decode(Map.of(), prefixed(VALUE));
        assertThat(read).hasToString("{\"text\": \"hello\", \"pages\": 1}");
    }

    @Test
    void aGeneratedClassIsReadWithoutAListOfTrustedPackages() throws IOException {
        willAnswer(RoleAssignment.getClassSchema().toString(), "");
        RoleAssignment value = assignment();
        EventDecoder<RoleAssignment> typed = EventDecoder.specific(settings, RoleAssignment.class);
        assertThat(typed.decode(Map.of(), prefixed(value))).isEqualTo(value);
    }

    @Test
    void aClassThatWasNotGivenIsALastingFailure() throws IOException {
        willAnswer(NOTE.toString(), "");
        EventDecoder<RoleAssignment> typed = EventDecoder.specific(settings, RoleAssignment.class);
        assertThatThrownBy(() -> typed.decode(Map.of(), prefixed(VALUE)))
                .isInstanceOf(DecodingFailure.Lasting.class)
                .hasMessageContaining("it.Note");
    }

    @Test
    void aRegistryInTroubleIsAPassingFailureAndTheNextTryAsksAgain() throws IOException {
        registry.willAnswer(503, "");
        willAnswer(NOTE.toString(), "");
        assertThatThrownBy(() -> decoder.decode(Map.of(), prefixed(VALUE)))
                .isInstanceOf(DecodingFailure.Passing.class)
                .hasMessageContaining("try again");
        assertThat(decoder.decode(Map.of(), prefixed(VALUE))).isEqualTo(VALUE);
    }

    @Test
    void whatWillNeverBeReadIsALastingFailure() throws IOException {
        assertLasting(new byte[] {'{', '}'}, "no schema id in front");
        registry.willAnswer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        assertLasting(prefixed(VALUE), "does not know schema 7");
        registry.willAnswer(401, "{\"error_code\":40101,\"message\":\"who?\"}");
        assertLasting(prefixed(VALUE), "check the registry's user and password");
        willAnswer("nonsense", "");
        assertLasting(prefixed(VALUE), "is no Avro schema");
        willAnswer(NOTE.toString(), "");
        assertLasting(new byte[] {0, 0, 0, 0, ID, 2, 90}, "cannot be read");
    }

    @Test
    void aGeneratedClassInStructuredFormIsLikeAGenericRecord() {
        Map<String, byte[]> headers = Map.of("ce_id", new byte[] {'1'}, "content-type", new byte[] {'x'});
        assertThat(StructuredEvent.of(headers, assignment()))
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "1")
                        .put("datacontenttype", "application/json")
                        .set(
                                "data",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("id", "6f2c0b1e-4a52-4a7e-9d0e-2b6b1f0f8a11")
                                        .putNull("role")
                                        .put("decision", "APPROVED")
                                        .<ObjectNode>set(
                                                "requestedBy",
                                                JsonNodeFactory.instance
                                                        .objectNode()
                                                        .put("id", "6f2c0b1e-4a52-4a7e-9d0e-2b6b1f0f8a11")
                                                        .put("email", "a@b")
                                                        .putNull("externalId")
                                                        .putNull("firstName")
                                                        .putNull("lastName"))
                                        .put("requestedOn", "2026-01-02T03:04:05.000006")
                                        .putNull("decidedBy")
                                        .putNull("decidedOn")));
    }

    private void assertLasting(byte[] value, String words) {
        assertThatThrownBy(() -> decoder.decode(Map.of(), value))
                .isInstanceOf(DecodingFailure.Lasting.class)
                .hasMessageContaining(words);
    }

    private void willAnswer(String schema, String more) {
        String text = JsonNodeFactory.instance.textNode(schema).toString();
        registry.willAnswer(200, "{\"schema\":" + text + more + "}");
    }

    private static RoleAssignment assignment() {
        UUID id = UUID.fromString("6f2c0b1e-4a52-4a7e-9d0e-2b6b1f0f8a11");
        return RoleAssignment.newBuilder()
                .setId(id)
                .setDecision(Decision.APPROVED)
                .setRequestedBy(Person.newBuilder().setId(id).setEmail("a@b").build())
                .setRequestedOn(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000))
                .build();
    }

    private static GenericRecord note() {
        GenericRecord note = new GenericData.Record(NOTE);
        note.put("id", 1);
        note.put("text", new Utf8("hello"));
        return note;
    }

    private static byte[] prefixed(GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WireFormat.writePrefix(bytes, ID);
        bytes.write(avro(value));
        return bytes.toByteArray();
    }

    private static byte[] avro(GenericRecord value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        if (value instanceof RoleAssignment assignment) {
            new SpecificDatumWriter<RoleAssignment>(
                            assignment.getSchema(), SpecificData.getForClass(assignment.getClass()))
                    .write(assignment, encoder);
        } else {
            new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        }
        return bytes.toByteArray();
    }

    private static Schema schema(String rest) {
        return new Schema.Parser().parse("{\"type\":\"record\"," + rest + "}");
    }
}
