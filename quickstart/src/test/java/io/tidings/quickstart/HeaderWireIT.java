package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.protection.Treatments;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.enricher.EventForm;
import io.tidings.quickstart.Example.Handled;
import io.tidings.quickstart.Example.Language;
import io.tidings.reconcile.Drain;
import io.tidings.registry.RegistrySettings;
import io.tidings.wire.DecodingFailure;
import io.tidings.wire.EventDecoder;
import io.tidings.wire.PlainJson;
import io.tidings.wire.SchemaId;
import io.tidings.wire.SchemaIdPlace;
import io.tidings.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** With {@code wire.schema-id: header}, the same events with the same five bytes in another place. */
@ExtendWith(Demo.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderWireIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int PREFIX = 5;

    private final Demo demo;
    private final List<ReceivedEvent> events;
    private final EventDecoder<GenericRecord> decoder;
    private final Map<String, List<RawRecord>> raw = new HashMap<>();

    @TempDir
    private Path directory;

    HeaderWireIT(Demo demo) throws Exception {
        this.demo = demo;
        decoder = EventDecoder.generic(
                RegistrySettings.of(demo.servers().registry().url()));
        events = demo.received();
    }

    @BeforeAll
    void twoMoreEnrichersReadTheLog(@TempDir Path state) throws Exception {
        try (Enricher first = enricher("header.", state);
                Enricher second = enricher("again.", state)) {
            first.start();
            second.start();
            for (String application : List.of("header.", "again.")) {
                try (Connection connection = new Source(demo.servers().database()).connect()) {
                    new Drain(demo.kafka(), "tidings.changes", application).await(connection, LIMIT);
                }
            }
        }
    }

    private Enricher enricher(String prefix, Path state) {
        EnricherSettings settings = Pipeline.enricherSettings(demo.servers(), demo.contracts(), state);
        EnricherSettings.Topics topics = settings.topics();
        EnricherSettings other = new EnricherSettings(
                prefix,
                prefix,
                settings.kafka(),
                settings.registry(),
                true,
                new EnricherSettings.Topics(
                        topics.changes(), prefix + topics.deadLetters(), prefix, 1, topics.replication()),
                Optional.of(state.resolve(prefix)),
                Duration.ofMillis(prefix.length()),
                settings.retention());
        return new Enricher(other.withForm(new EventForm(SchemaIdPlace.HEADER, Treatments.MASKED)), demo.contracts());
    }

    @Test
    void onlyTheFiveBytesOfTheSchemaIdAreElsewhere() {
        List<RawRecord> expected = new ArrayList<>();
        for (RawRecord record : raw("")) {
            List<String> headers = new ArrayList<>(record.headers());
            byte[] id = Arrays.copyOf(HexFormat.of().parseHex(record.value()), PREFIX);
            headers.add("__value_schema_id=" + new String(id, StandardCharsets.ISO_8859_1));
            expected.add(new RawRecord(
                    record.topic(),
                    record.partition(),
                    record.key(),
                    record.timestamp(),
                    headers,
                    record.value().substring(2 * PREFIX)));
        }
        assertThat(expected).hasSize(events.size());
        assertThat(raw("header.")).isEqualTo(expected);
    }

    @Test
    void aReplayGivesTheSameBytes() {
        assertThat(raw("again.")).hasSize(events.size()).isEqualTo(raw("header."));
    }

    @Test
    void confluentsClientReadsBothForms() throws Exception {
        List<String> lines = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            lines.add(JsonRecords.line(record));
        }
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            lines.add(JsonRecords.line(record.topic(), record.key(), inHeader(record), withoutPrefix(record)));
        }
        List<String> values = NodeProject.TESTS.run(
                directory,
                "confluent.js",
                lines,
                demo.servers().registry().url().toString());
        assertThat(values).hasSize(2 * demo.records().size());
        for (int i = 0; i < values.size(); i++) {
            ConsumerRecord<String, byte[]> record =
                    demo.records().get(i % demo.records().size());
            assertThat(JSON.readTree(values.get(i))).as(record.topic()).isEqualTo(withoutLogicalTypes(record));
        }
    }

    @Test
    void ourDecoderReadsBothForms() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            GenericRecord prefixed = decoder.decode(JsonRecords.headers(record), record.value());
            GenericRecord headed = decoder.decode(inHeader(record), withoutPrefix(record));
            assertThat(headed).isEqualTo(prefixed);
            assertThat(PlainJson.of(headed.getSchema(), headed))
                    .isEqualTo(demo.event(record).value());
        }
    }

    @Test
    void ourReaderReadsTheTopics() {
        List<String> topics = topics().stream().map(topic -> "header." + topic).toList();
        List<JsonNode> values = new ArrayList<>();
        try (EventReader reader = new EventReader(
                demo.kafka(), RegistrySettings.of(demo.servers().registry().url()), topics)) {
            while (!reader.isAtEnd()) {
                reader.poll().forEach(event -> {
                    assertThat(event.header(SchemaId.HEADER)).matches("\\d+");
                    values.add(event.value());
                });
            }
        }
        assertThat(values)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(ReceivedEvent::value).toList());
    }

    @Test
    void theExamplesReadTheTopics(@TempDir Path java, @TempDir Path node) throws Exception {
        List<String> topics = topics().stream().map(topic -> "header." + topic).toList();
        for (Language language : Language.values()) {
            Path store = language == Language.JAVA ? java : node;
            try (Example example = Example.start(language, demo, store, topics, Map.of())) {
                assertThat(example.awaitHandled(events.size()))
                        .extracting(Handled::id)
                        .containsExactlyInAnyOrderElementsOf(events.stream()
                                .map(event -> event.header("ce_id"))
                                .toList());
            }
        }
    }

    @Test
    void apicuriosRegistryDoesNotAnswerByGuid() {
        byte[] guid = new byte[17];
        guid[0] = 1;
        ConsumerRecord<String, byte[]> record = demo.records().get(0);
        assertThatThrownBy(() -> decoder.decode(Map.of(SchemaId.HEADER, guid), withoutPrefix(record)))
                .isInstanceOf(DecodingFailure.Lasting.class)
                .hasMessageContaining("reading schema 00000000-0000-0000-0000-000000000000 was refused (404)");
    }

    private static Map<String, byte[]> inHeader(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = JsonRecords.headers(record);
        headers.put(SchemaId.HEADER, Arrays.copyOf(record.value(), PREFIX));
        return headers;
    }

    private static byte[] withoutPrefix(ConsumerRecord<String, byte[]> record) {
        return Arrays.copyOfRange(record.value(), PREFIX, record.value().length);
    }

    /** As a client shows it that was told of no logical type. */
    private JsonNode withoutLogicalTypes(ConsumerRecord<String, byte[]> record) {
        Schema schema = demo.contracts().contracts().stream()
                .filter(contract -> contract.topic().equals(record.topic()))
                .findFirst()
                .orElseThrow()
                .schema();
        Schema plain = new Schema.Parser().parse(schema.toString().replace("\"logicalType\":", "\"was\":"));
        return PlainJson.of(plain, WireFormat.read(record.value(), plain, plain));
    }

    private List<RawRecord> raw(String prefix) {
        return raw.computeIfAbsent(prefix, read -> RawRecord.read(demo.kafka(), topics(), read));
    }

    private List<String> topics() {
        return demo.contracts().contracts().stream()
                .map(contract -> contract.topic())
                .toList();
    }
}
