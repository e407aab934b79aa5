package io.tidings.quickstart;

import io.tidings.contracts.plan.Contracts;
import io.tidings.kafka.PresentEnd;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import picocli.CommandLine.Help.Ansi;

/**
 * A pipeline that runs, with the demo's story behind it; started when a test first asks for it as a parameter, and shared
 * by all tests of the module.
 */
final class Demo implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Servers servers;
    private final Contracts contracts;
    private final Pipeline pipeline;
    private final List<ReceivedEvent> events;
    private final List<ConsumerRecord<String, byte[]>> records;

    private Demo(Path directory) throws Exception {
        servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF));
        Source source = new Source(servers.database());
        source.load(Workload.demo().database());
        contracts = source.contracts(PortalDatabase.CONTRACTS);
        pipeline = Pipeline.start(servers, contracts, directory);
        try (Connection connection = source.connect()) {
            Workload.demo().script().run(connection, (open, transaction) -> {});
        }
        drain();
        events = received();
        records = rawRecords();
    }

    /** Gives a test the demo. */
    static final class Parameter implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Demo.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Demo.class))
                    .getOrComputeIfAbsent(Demo.class, type -> started());
        }

        private static Demo started() {
            try {
                return new Demo(Files.createTempDirectory(Path.of("target"), "Demo"));
            } catch (Exception e) {
                throw new AssertionError("The demo does not run.", e);
            }
        }
    }

    /** Waits until everything committed so far has been turned into events. */
    void drain() throws Exception {
        try (Connection connection = new Source(servers.database()).connect()) {
            PipelineIT.drain(servers, contracts).await(connection, LIMIT);
        }
    }

    /** The events that are in the topics now: the story's, and those of tests that came before. */
    List<ReceivedEvent> received() throws Exception {
        return PipelineIT.received(servers, contracts).stream()
                .filter(event -> !Pipeline.isDeadLetter(event))
                .toList();
    }

    /** Commits something. */
    void sql(String sql) throws Exception {
        try (Connection connection = new Source(servers.database()).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<ConsumerRecord<String, byte[]>> rawRecords() {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                PresentEnd.settings(Map.of("bootstrap.servers", kafka())),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = contracts.contracts().stream()
                    .map(contract -> new TopicPartition(contract.topic(), 0))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            PresentEnd.read(consumer, read::add);
        }
        return List.copyOf(read);
    }

    Servers servers() {
        return servers;
    }

    Contracts contracts() {
        return contracts;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** The story's events as our reader reads them. */
    List<ReceivedEvent> events() {
        return events;
    }

    /** The story's events as they are in Kafka. */
    List<ConsumerRecord<String, byte[]>> records() {
        return records;
    }

    /** What our reader made of a record. */
    ReceivedEvent event(ConsumerRecord<String, byte[]> record) {
        return events.stream()
                .filter(event -> event.topic().equals(record.topic()) && event.offset() == record.offset())
                .findFirst()
                .orElseThrow();
    }

    String kafka() {
        return servers.broker().bootstrapServers();
    }

    RegistryClient registry() {
        return new RegistryClient(RegistrySettings.of(servers.registry().url()));
    }

    @Override
    public void close() {
        pipeline.close();
        servers.close();
    }
}
