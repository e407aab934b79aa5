package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** {@code connect/portal.json} has the engine's properties, but where Connect or the address differs. */
class ConnectorFileTest {
    private static final Path PORTAL = Path.of("..", "schemas", "src", "main", "avro", "portal");

    /** What the file has in place of the capture's value, or lacks; each for a reason that connect/README.md gives. */
    private static final Set<String> OTHERWISE = Set.of(
            "connector.class",
            "converters",
            "bits.type",
            "arrays.type",
            "unavailable.value.placeholder",
            "publication.autocreate.mode",
            "errors.max.retries",
            "custom.metric.tags",
            "offset.storage",
            OffsetStore.HANDOVER_ID,
            "name",
            "database.password");

    @Test
    void itHasThePropertiesOfTheCapturesEngineForThePortalsContracts() throws Exception {
        Properties engine = EngineProperties.of(portal(), "id");
        Map<String, String> expected = new TreeMap<>();
        engine.forEach((name, value) -> expected.put(name.toString(), value.toString()));
        expected.keySet().removeAll(OTHERWISE);
        assertThat(file()).containsAllEntriesOf(expected);
        assertThat(engine.stringPropertyNames()).containsAll(OTHERWISE);
    }

    @Test
    void itWritesValuesAndHeadersAsTheCaptureDoes() throws Exception {
        assertThat(file())
                .containsEntry("value.converter", JsonConverter.class.getName())
                .containsEntry("value.converter.schemas.enable", "false")
                .containsEntry("value.converter.replace.null.with.default", "false")
                .containsEntry("header.converter", JsonConverter.class.getName())
                .containsEntry("header.converter.schemas.enable", "false");
    }

    @Test
    void itCreatesTheLogAndWritesToItAsTheCaptureDoes() throws Exception {
        Map<String, String> file = file();
        Map<String, String> log =
                new TreeMap<>(new Topics(portal()).wanted().get(0).configs());
        log.put("partitions", "1");
        log.put("replication.factor", "3");
        log.forEach((name, value) -> assertThat(file).containsEntry("topic.creation.default." + name, value));
        assertThat(file)
                .containsEntry("producer.override.max.request.size", String.valueOf(ChangeLog.RECORD_LIMIT_BYTES))
                .containsEntry("transforms.log.replacement", portal().topics().changes())
                .containsEntry("transforms.source.static.value", portal().source())
                .containsEntry("predicates.heartbeat.pattern", EngineProperties.HEARTBEAT_TOPICS + ".*");
    }

    private static CaptureSettings portal() {
        Contracts contracts = Options.compile(PORTAL);
        return new CaptureSettings(
                contracts.audit().source(),
                new DatabaseSettings("db.example.com", 5432, "portal", "tidings", ""),
                texts(contracts.tables()),
                texts(contracts.excluded()),
                Map.of("bootstrap.servers", "kafka:9092"),
                TopicSettings.defaults(3),
                EngineSettings.defaults(contracts.audit().source()));
    }

    private static Set<String> texts(Collection<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static Map<String, String> file() throws Exception {
        JsonNode file = new ObjectMapper()
                .readTree(Path.of("..", "connect", "portal.json").toFile());
        Map<String, String> config = new LinkedHashMap<>();
        file.path("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        return config;
    }
}
