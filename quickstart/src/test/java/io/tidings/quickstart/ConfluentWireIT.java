package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.plan.Contract;
import io.tidings.quickstart.registry.ConfluentClasses;
import io.tidings.quickstart.registry.ConfluentClasses.Writes;
import io.tidings.wire.PlainJson;
import io.tidings.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other people's classes read and write is what ours do. */
@ExtendWith(Demo.Parameter.class)
class ConfluentWireIT {
    private static final int PREFIX = 5;

    private final Demo demo;
    private final ConfluentClasses confluent;

    ConfluentWireIT(Demo demo) {
        this.demo = demo;
        this.confluent = ConfluentClasses.of(demo.servers().registry().url(), Writes.EXACT_SCHEMA);
        assertThat(demo.records()).hasSize(58);
    }

    @Test
    void confluentsDeserializerReadsTheSameContent() throws Exception {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            assertThat(asConfluentReads(record.topic(), record.value()))
                    .as(record.topic())
                    .isEqualTo(demo.event(record).value());
        }
    }

    @Test
    void confluentsSerializerWritesTheSameBytes() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            byte[] written = confluent.serialize(
                    record.topic(), contract(record.topic()).schema().toString(), withoutPrefix(record.value()));
            assertThat(written).as(record.topic()).isEqualTo(record.value());
        }
    }

    @Test
    void theGeneratedClassesReadAndWriteTheSameBytes() throws Exception {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            Schema schema = contract(record.topic()).schema();
            SpecificRecord event = specific(schema, record.value());
            assertThat(event.getClass().getName()).isEqualTo(schema.getFullName());
            byte[] written = written(event);
            assertThat(written).as(record.topic()).hasSize(record.value().length - PREFIX);
            if (!hasMapOfSeveral(demo.event(record).value())) {
                assertThat(written).as(record.topic()).isEqualTo(withoutPrefix(record.value()));
            }
        }
    }

    @Test
    void aConsumerWithAnOlderSchemaReadsWhatItKnows() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            Schema writer = contract(record.topic()).schema();
            String last = writer.getFields().get(writer.getFields().size() - 1).name();
            Schema older = without(writer, last);
            ObjectNode expected = demo.event(record).value().deepCopy();
            expected.remove(last);
            assertThat(PlainJson.of(older, WireFormat.read(record.value(), writer, older)))
                    .as(record.topic() + " without " + last)
                    .isEqualTo(expected);
        }
    }

    private static Schema without(Schema schema, String name) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (!field.name().equals(name)) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private JsonNode asConfluentReads(String topic, byte[] value) throws Exception {
        Schema schema = contract(topic).schema();
        String json = confluent.deserialize(topic, value);
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().jsonDecoder(schema, json));
        return PlainJson.of(schema, read);
    }

    private static SpecificRecord specific(Schema writer, byte[] value) throws Exception {
        Class<?> generated = Class.forName(writer.getFullName());
        SpecificData model = SpecificData.getForClass(generated);
        // What a consumer says with -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tidings.portal.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackage().equals(generated.getPackage())));
        return new SpecificDatumReader<SpecificRecord>(writer, model.getSchema(generated), model)
                .read(null, DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null));
    }

    private static byte[] written(SpecificRecord event) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        SpecificData model = SpecificData.getForClass(event.getClass());
        new SpecificDatumWriter<SpecificRecord>(event.getSchema(), model).write(event, encoder);
        return bytes.toByteArray();
    }

    /** The one map that the portal's contracts have. */
    private static boolean hasMapOfSeveral(JsonNode value) {
        return value.findValues("configuration").stream().anyMatch(map -> map.size() > 1);
    }

    private static byte[] withoutPrefix(byte[] value) {
        return Arrays.copyOfRange(value, PREFIX, value.length);
    }

    private Contract contract(String topic) {
        return demo.contracts().contracts().stream()
                .filter(contract -> contract.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
