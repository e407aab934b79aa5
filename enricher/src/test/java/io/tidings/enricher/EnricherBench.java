package io.tidings.enricher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.state.StateTopics;
import io.tidings.enricher.state.TopicIds;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology with the shop's contracts, without Kafka: a log goes in, events and dead letters come out. */
final class EnricherBench implements AutoCloseable {
    static final String CHANGES = "tidings.changes";
    static final String DEAD_LETTERS = "tidings.dead-letters";
    static final int FIRST_SCHEMA_ID = 70_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    final Contracts contracts;
    final ScriptedLog log = new ScriptedLog();
    final TopologyTestDriver driver;
    final MeterRegistry registry = new SimpleMeterRegistry();
    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final EnricherMeters meters = new EnricherMeters(
            registry, Clock.systemUTC(), new TransactionSpans(tracer(spans), Clock.systemUTC()), () -> {});
    private final TestInputTopic<@Nullable String, byte @Nullable []> changes;

    /** An event, read from its record. */
    record Event(String topic, String key, long millis, Map<String, String> headers, GenericRecord value) {
        String sequence() {
            return String.valueOf(headers.get("ce_sequence"));
        }

        String line() {
            return topic + " " + value;
        }
    }

    EnricherBench(Path state, Duration retention) {
        this(state, retention, shop());
    }

    EnricherBench(Path state, Duration retention, Contracts contracts) {
        this.contracts = contracts;
        Properties properties = StreamsProperties.of(settings(state, Map.of("bootstrap.servers", "none:1")));
        Topology topology = topology(contracts, retention, meters, properties);
        driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(log.now()));
        changes = driver.createInputTopic(CHANGES, new StringSerializer(), new ByteArraySerializer());
    }

    static Topology topology(Contracts contracts, Duration retention, EnricherMeters meters, Properties properties) {
        return EnrichmentTopology.build(
                topics(), new Sources(List.of(source(contracts))), retention, commits(), meters, properties);
    }

    /** Without Kafka, topics have no identities. */
    static StateTopics topics() {
        return new StateTopics("tidings-shop", CHANGES, EnrichmentTopology.STORES, "Begin again.", () -> TopicIds.NONE);
    }

    /** As often as is usual. */
    static Commits commits() {
        return new Commits(Duration.ofMillis(20), Duration.ofSeconds(5));
    }

    static Source source(Contracts contracts) {
        Map<Contract, RegisteredSchema> schemas = new HashMap<>();
        for (Contract contract : contracts.contracts()) {
            int id = FIRST_SCHEMA_ID + schemas.size();
            schemas.put(contract, new RegisteredSchema(id, "http://registry/schemas/ids/" + id));
        }
        return new Source(
                contracts,
                new EventWriter(contracts, "", EventForm.USUAL, schemas),
                new DeadLetterWriter(contracts, EventForm.USUAL.treatments(), DEAD_LETTERS));
    }

    static EnricherSettings settings(Path state, Map<String, Object> kafka) {
        return new EnricherSettings(
                "tidings-shop",
                "test",
                kafka,
                RegistrySettings.of(URI.create("http://registry")),
                true,
                new EnricherSettings.Topics(CHANGES, DEAD_LETTERS, "", 3, (short) 1),
                Optional.of(state),
                Duration.ofMillis(100),
                Duration.ofDays(7));
    }

    private static Tracer tracer(InMemorySpanExporter spans) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()
                .get("test");
    }

    static Contracts shop() {
        return contracts("shop");
    }

    static Contracts contracts(String name) {
        try {
            Path directory = Path.of("src", "test", "resources", name);
            return ContractCompiler.compile(
                            directory, CatalogFile.read(Files.readString(directory.resolve("catalog.yaml"))))
                    .fold(compiled -> compiled, problems -> {
                        throw new IllegalStateException(problems.toString());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(List<String> records) {
        records.forEach(record -> send("shop", record));
    }

    void send(ScriptedLog.Transaction transaction) {
        send(transaction.records());
    }

    void send(@Nullable String key, @Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        changes.pipeInput(new TestRecord<>(key, bytes, Instant.ofEpochMilli(log.now())));
    }

    /** The events since the last call, in the order that their sequence gives. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Contract contract : contracts.contracts()) {
            var topic =
                    driver.createOutputTopic(contract.topic(), new StringDeserializer(), new ByteArrayDeserializer());
            topic.readRecordsToList().forEach(record -> events.add(event(contract, record)));
        }
        events.sort(Comparator.comparing(Event::sequence));
        return events;
    }

    /** The events since the last call, one line each. */
    List<String> lines() {
        return events().stream().map(Event::line).toList();
    }

    private static Event event(Contract contract, TestRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        ByteBuffer framed = ByteBuffer.wrap(record.value());
        if (framed.get() != 0 || framed.getInt() < FIRST_SCHEMA_ID) {
            throw new IllegalStateException("That is not the wire format.");
        }
        try {
            GenericRecord value = new GenericDatumReader<GenericRecord>(contract.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(record.value(), 5, record.value().length - 5, null));
            return new Event(contract.topic(), record.key(), record.timestamp(), headers, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dead letters since the last call. */
    List<JsonNode> deadLetters() {
        return driver
                .createOutputTopic(DEAD_LETTERS, new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(EnricherBench::json)
                .toList();
    }

    static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
