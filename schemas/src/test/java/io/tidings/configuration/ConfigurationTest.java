package io.tidings.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import io.tidings.wire.SchemaIdPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private final Problems problems = new Problems();

    private Configuration read(String yaml, Map<String, String> environment, Map<String, String> overrides) {
        return Configuration.read(
                Optional.of(new Configuration.File("tidings.yaml", yaml)), environment, overrides, problems);
    }

    private Configuration of(Setting setting, String text) {
        return read("", Map.of(), Map.of(setting.key(), text));
    }

    private List<String> found() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    /** The defaults are a promise: this table changes when, and only when, one is meant to change. */
    @Test
    void everyDefaultIsAsPromised() {
        Configuration defaults = Configuration.read(Optional.empty(), Map.of(), Map.of(), problems);
        String table = Stream.of(Setting.values())
                .map(setting -> (setting.key() + " = " + defaults.text(setting)).strip() + "\n")
                .collect(Collectors.joining());
        assertThat(table).isEqualTo("""
                contracts =
                database.host = localhost
                database.port = 5432
                database.name = postgres
                database.user = postgres
                database.password =
                database.sslmode = prefer
                database.sslrootcert =
                database.sslcert =
                database.sslkey =
                registry.url = http://localhost:8081
                registry.user =
                registry.password =
                registry.ca =
                registry.auto-register = false
                registry.references = false
                topics.changes = tidings.changes
                topics.sources = 1
                topics.offsets = tidings.offsets
                topics.dead-letters = tidings.dead-letters
                topics.prefix =
                topics.partitions = 1
                topics.replication = 1
                wire.schema-id = prefix
                sensitive.show =
                sensitive.mask =
                sensitive.hash =
                sensitive.drop =
                sensitive.key =
                capture.slot =
                capture.publication =
                capture.partition = 0
                capture.poll-interval = 5ms
                capture.heartbeat-interval = 10s
                capture.retention = 7d
                capture.standby = false
                capture.slot-budget = 0
                capture.slot-budget-action = alert
                capture.failover-slot = false
                capture.lag-limit = 1m
                capture.http-port = 9401
                enricher.application-id =
                enricher.instance-id =
                enricher.standby-replicas = 0
                enricher.state-directory =
                enricher.commit-interval = 20ms
                enricher.retention = 7d
                enricher.lag-limit = 1m
                enricher.dead-letter-limit = 100
                enricher.http-port = 9402
                reconcile.time-column =
                reconcile.clock-ahead = 1s
                reconcile.every = 0
                reconcile.window = 1d
                http.address = 127.0.0.1
                log.format = text
                tracing.endpoint =
                """);
        assertThat(defaults.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(found()).isEmpty();
    }

    @Test
    void everyDefaultIsOfItsSettingsForm() {
        for (Setting setting : Setting.values()) {
            assertThat(setting.form().fits()).as(setting.key()).accepts(setting.fallback());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "0, 0", "1kB, 1024", "500MB, 524288000", "10GB, 10737418240", "2TB, 2199023255552"})
    void sizesHavePostgresqlsUnits(String text, long bytes) {
        assertThat(of(Setting.CAPTURE_SLOT_BUDGET, text).bytes(Setting.CAPTURE_SLOT_BUDGET))
                .isEqualTo(bytes);
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "1gb", "0GB", "1.5GB", "10 GB", "99999999TB"})
    void whatIsNoSizeIsAProblem(String text) {
        assertThat(of(Setting.CAPTURE_SLOT_BUDGET, text).bytes(Setting.CAPTURE_SLOT_BUDGET))
                .isZero();
        assertThat(found()).singleElement().asString().contains("must be a size such as 500MB, 10GB or 1TB, or 0");
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() {
        String yaml = "database: { host: a, name: b, user: c }";
        Map<String, String> environment =
                Map.of("TIDINGS_DATABASE_NAME", "B", "TIDINGS_DATABASE_USER", "C", "OTHER", "x");
        Configuration configuration = read(yaml, environment, Map.of("database.user", "cc"));
        assertThat(configuration.text(Setting.DATABASE_HOST)).isEqualTo("a");
        assertThat(configuration.text(Setting.DATABASE_NAME)).isEqualTo("B");
        assertThat(configuration.text(Setting.DATABASE_USER)).isEqualTo("cc");
        assertThat(configuration.text(Setting.CAPTURE_SLOT, "slot")).isEqualTo("slot");
        assertThat(configuration.text(Setting.DATABASE_HOST, "other")).isEqualTo("a");
        assertThat(found()).isEmpty();
    }

    @Test
    void environmentVariablesAreTheKeyInCapitals() {
        assertThat(Setting.TOPICS_DEAD_LETTERS.variable()).isEqualTo("TIDINGS_TOPICS_DEAD_LETTERS");
        assertThat(Setting.CONTRACTS.variable()).isEqualTo("TIDINGS_CONTRACTS");
    }

    @Test
    void kafkaSettingsArePassedOn() {
        Configuration configuration =
                read("kafka: { bootstrap.servers: b:1, acks: all }", Map.of(), Map.of("kafka.acks", "1"));
        assertThat(configuration.kafka()).isEqualTo(Map.of("bootstrap.servers", "b:1", "acks", "1"));
        assertThat(found()).isEmpty();
    }

    @Test
    void unknownKeysAreReportedTogetherWithTheirLines() {
        read(
                "colour: red\ndatabase:\n  host: a\n  hots: b\nkafka:\n  a: [b]\ntopics: c\n",
                Map.of(),
                Map.of("x.y", "1"));
        assertThat(found())
                .extracting(problem -> problem.replaceAll("; (the settings are|correct it to one of) .*", ""))
                .containsExactly(
                        "tidings.yaml:1: There is no setting `colour`",
                        "tidings.yaml:4: There is no setting `database.hots`",
                        "tidings.yaml:6: `a` must be a plain value.",
                        "tidings.yaml:7: `topics` must be a mapping of names to values.",
                        "the command line: There is no setting `x.y`");
    }

    @Test
    void aFileThatIsNoYamlIsReported() {
        read("database: {", Map.of(), Map.of());
        assertThat(found()).singleElement().asString().startsWith("tidings.yaml:1: this is no YAML: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "x", "", "65536", "9999999999"})
    void whatIsNoPortIsReportedWhoeverNeedsIt(String text) {
        assertThat(of(Setting.DATABASE_PORT, text).number(Setting.DATABASE_PORT))
                .isEqualTo(5432);
        assertThat(found())
                .containsExactly("the command line: `database.port` must be a whole number from 1 to 65535, not '"
                        + text + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 s", "-5s", "5w", "s", "", "99999999999999999999ms"})
    void whatIsNoDurationIsReported(String text) {
        of(Setting.CAPTURE_RETENTION, text);
        assertThat(found())
                .containsExactly("the command line: `capture.retention` must be a duration such as 20ms, 5s, 10m, 2h or"
                        + " 7d, not '" + text + "'.");
    }

    @ParameterizedTest
    @CsvSource({"20ms, PT0.02S", "5s, PT5S", "10m, PT10M", "2h, PT2H", "7d, PT168H"})
    void durationsHaveAUnit(String text, Duration duration) {
        assertThat(of(Setting.CAPTURE_RETENTION, text).duration(Setting.CAPTURE_RETENTION))
                .isEqualTo(duration);
        assertThat(found()).isEmpty();
    }

    @Test
    void aChoiceIsOneOfItsWords() {
        assertThat(of(Setting.WIRE_SCHEMA_ID, "header").choice(Setting.WIRE_SCHEMA_ID, SchemaIdPlace.class))
                .isEqualTo(SchemaIdPlace.HEADER);
        assertThat(of(Setting.WIRE_SCHEMA_ID, "HEADER").choice(Setting.WIRE_SCHEMA_ID, SchemaIdPlace.class))
                .isEqualTo(SchemaIdPlace.PREFIX);
        assertThat(found())
                .containsExactly("the command line: `wire.schema-id` must be prefix or header, not 'HEADER'.");
    }

    @Test
    void aFileMustBeReadable() {
        assertThat(of(Setting.REGISTRY_CA, "pom.xml").file(Setting.REGISTRY_CA)).contains(Path.of("pom.xml"));
        assertThat(of(Setting.REGISTRY_CA, "").file(Setting.REGISTRY_CA)).isEmpty();
        assertThat(found()).isEmpty();
        of(Setting.REGISTRY_CA, "nosuch.pem").file(Setting.REGISTRY_CA);
        of(Setting.REGISTRY_CA, "src").file(Setting.REGISTRY_CA);
        assertThat(found())
                .containsExactly(
                        "the command line: `registry.ca` must be a file that can be read, not 'nosuch.pem'.",
                        "the command line: `registry.ca` must be a file that can be read, not 'src'.");
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertThat(of(Setting.REGISTRY_AUTO_REGISTER, "true").flag(Setting.REGISTRY_AUTO_REGISTER))
                .isTrue();
        assertThat(of(Setting.REGISTRY_AUTO_REGISTER, "yes").flag(Setting.REGISTRY_AUTO_REGISTER))
                .isFalse();
        assertThat(found())
                .containsExactly("the command line: `registry.auto-register` must be true or false, not 'yes'.");
    }

    @Test
    void placeholdersInTheFileAreFilledFromTheEnvironment() {
        Configuration configuration = read("""
                database: { host: "${HOST}", name: "${NAME:-portal}", user: "${USER:-u}", password: "$${x}${EMPTY}" }
                kafka: { bootstrap.servers: "${HOST}:${PORT:-9092}", ssl.key: "${file:/a:b}", sasl: "${EMPTY:-}" }
                """, Map.of("HOST", "db $1", "USER", "", "EMPTY", ""), Map.of());
        assertThat(configuration.text(Setting.DATABASE_HOST)).isEqualTo("db $1");
        assertThat(configuration.text(Setting.DATABASE_NAME)).isEqualTo("portal");
        assertThat(configuration.text(Setting.DATABASE_USER)).isEqualTo("u");
        assertThat(configuration.text(Setting.DATABASE_PASSWORD)).isEqualTo("${x}");
        assertThat(configuration.kafka())
                .isEqualTo(Map.of("bootstrap.servers", "db $1:9092", "ssl.key", "${file:/a:b}", "sasl", ""));
        assertThat(found()).isEmpty();
    }

    @Test
    void aVariableThatIsNotSetIsReportedWithItsLine() {
        read("database:\n  host: ${HOST}\nkafka: { a: '${B}' }\n", Map.of(), Map.of());
        assertThat(found())
                .containsExactly(
                        "tidings.yaml:2: The environment variable HOST is not set; set it, or give a default as in"
                                + " ${HOST:-default}.",
                        "tidings.yaml:3: The environment variable B is not set; set it, or give a default as in"
                                + " ${B:-default}.");
    }

    @Test
    void aVariableThatEndsWithFileNamesTheFileOfItsSetting(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "two\nlines\n");
        Configuration configuration = read(
                "",
                Map.of(
                        "TIDINGS_DATABASE_PASSWORD_FILE", file.toString(),
                        "TIDINGS_KAFKA_SASL_JAAS_CONFIG_FILE", file.toString()),
                Map.of());
        assertThat(configuration.value(Setting.DATABASE_PASSWORD))
                .isEqualTo(new Value("two\nlines", "TIDINGS_DATABASE_PASSWORD_FILE"));
        assertThat(configuration.kafka()).containsEntry("sasl.jaas.config", "two\nlines");
        assertThat(found()).isEmpty();
    }

    @Test
    void theEnvironmentsMistakesAreReportedTogether() {
        read(
                "",
                Map.of(
                        "TIDINGS_A", "1",
                        "TIDINGS_B_FILE", "x",
                        "TIDINGS_DATABASE_PORT", "x",
                        "TIDINGS_REGISTRY_USER_FILE", "/does/not/exist",
                        "TIDINGS_SENSITIVE_KEY", "a",
                        "TIDINGS_SENSITIVE_KEY_FILE", "b"),
                Map.of());
        String advice = "; correct or remove it (Kubernetes makes such variables for services unless the pod says"
                + " `enableServiceLinks: false`).";
        assertThat(found())
                .containsExactly(
                        "the environment: There is no setting of the variable TIDINGS_A" + advice,
                        "the environment: There is no setting of the variable TIDINGS_B_FILE" + advice,
                        "the environment: `database.port` must be a whole number from 1 to 65535, not 'x'.",
                        "the environment: The file /does/not/exist that TIDINGS_REGISTRY_USER_FILE names cannot be"
                                + " read.",
                        "the environment: Both TIDINGS_SENSITIVE_KEY and TIDINGS_SENSITIVE_KEY_FILE are set; keep one"
                                + " of them.");
    }

    @Test
    void kafkaSettingsCanComeFromTheEnvironment() {
        Configuration configuration =
                read("kafka: { acks: all }", Map.of("TIDINGS_KAFKA_SECURITY_PROTOCOL", "SSL"), Map.of());
        assertThat(configuration.kafka())
                .isEqualTo(Map.of("acks", "all", "bootstrap.servers", "localhost:9092", "security.protocol", "SSL"));
        assertThat(found()).isEmpty();
    }

    @Test
    void everyValueKnowsItsOrigin() {
        Configuration configuration = read(
                "database:\n  host: a\nkafka:\n  acks: all\n",
                Map.of("TIDINGS_DATABASE_NAME", "n"),
                Map.of("database.user", "u"));
        assertThat(configuration.value(Setting.DATABASE_HOST).origin()).isEqualTo("tidings.yaml:2");
        assertThat(configuration.value(Setting.DATABASE_NAME).origin()).isEqualTo("TIDINGS_DATABASE_NAME");
        assertThat(configuration.value(Setting.DATABASE_USER).origin()).isEqualTo("-s");
        assertThat(configuration.value(Setting.DATABASE_PORT).origin()).isEqualTo("default");
        assertThat(configuration.kafkaValues().get("acks")).isEqualTo(new Value("all", "tidings.yaml:4"));
    }
}
