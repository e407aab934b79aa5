package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final Path EXAMPLE = Path.of("..", "tidings.example.yaml");

    private final Problems problems = new Problems();

    @Test
    void theExampleNamesEverySettingWithItsDefaultAndItsDescription() throws IOException {
        String yaml = Files.readString(EXAMPLE);
        YamlMapping top = YamlMapping.parse("example", yaml, problems);
        for (Setting setting : Setting.values()) {
            String[] place = setting.key().split("\\.", 2);
            Optional<String> value = place.length == 1
                    ? top.optional(place[0])
                    : top.mapping(place[0]).optional(place[1]);
            assertThat(value).as(setting.key()).contains(setting.fallback());
            assertThat(yaml).contains("# " + setting.description() + "\n");
        }
    }

    @Test
    void theExampleIsTheDefaults() throws IOException {
        Configuration example = read(Files.readString(EXAMPLE), Map.of(), Map.of());
        Configuration defaults = Configuration.read(Optional.empty(), Map.of(), Map.of(), problems);
        for (Setting setting : Setting.values()) {
            assertThat(example.text(setting)).as(setting.key()).isEqualTo(defaults.text(setting));
        }
        assertThat(example.kafka()).isEqualTo(defaults.kafka());
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void theCommandLineOverridesTheEnvironmentAndThatTheFile() {
        String yaml = "database: {host: file, port: 1, name: file}";
        Configuration read = read(
                yaml,
                Map.of("TIDINGS_DATABASE_HOST", "environment", "TIDINGS_DATABASE_PORT", "2"),
                Map.of("database.host", "command line", "kafka.bootstrap.servers", "b:1"));
        assertThat(read.text(Setting.DATABASE_HOST)).isEqualTo("command line");
        assertThat(read.number(Setting.DATABASE_PORT)).isEqualTo(2);
        assertThat(read.text(Setting.DATABASE_NAME)).isEqualTo("file");
        assertThat(read.kafka()).containsEntry("bootstrap.servers", "b:1");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void everythingThatDoesNotFitIsReportedWithItsLine() {
        read("databse:\n  host: x\ndatabase:\n  hots: x\n  port: [1]\nkafka: 1\n", Map.of(), Map.of("x.y", "z"));
        assertThat(problems.all())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("f:1: There is no setting `databse`"),
                        problem -> assertThat(problem).startsWith("f:4: There is no setting `database.hots`"),
                        problem -> assertThat(problem).isEqualTo("f:5: `port` must be a plain value."),
                        problem -> assertThat(problem).startsWith("f:6: `kafka` must be a mapping"),
                        problem -> assertThat(problem).startsWith("the command line: There is no setting `x.y`"));
    }

    @Test
    void durationsHaveUnits() {
        Configuration read = read("", Map.of(), Map.of("capture.retention", "2h", "enricher.retention", "2"));
        assertThat(read.duration(Setting.CAPTURE_RETENTION)).isEqualTo(Duration.ofHours(2));
        assertThat(read.duration(Setting.CAPTURE_POLL_INTERVAL)).isEqualTo(Duration.ofMillis(5));
        read.duration(Setting.ENRICHER_RETENTION);
        assertThat(problems.all())
                .extracting(Problem::sentence)
                .containsExactly("`enricher.retention` is a duration such as 20ms, 5s, 10m, 2h or 7d, not '2'.");
    }

    private Configuration read(String yaml, Map<String, String> environment, Map<String, String> overrides) {
        return Configuration.read(Optional.of(new Configuration.File("f", yaml)), environment, overrides, problems);
    }
}
