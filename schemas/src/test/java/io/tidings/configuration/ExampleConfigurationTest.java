package io.tidings.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code tidings.example.yaml} at the top of the project. */
class ExampleConfigurationTest {
    private static final Path EXAMPLE = Path.of("..", "tidings.example.yaml");

    private final Problems problems = new Problems();

    @Test
    void itNamesEverySettingWithItsDefaultAndItsDescription() throws IOException {
        String yaml = Files.readString(EXAMPLE);
        YamlMapping top = YamlMapping.parse("example", yaml, problems).orElseThrow();
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
    void itIsTheDefaults() throws IOException {
        Configuration example = Configuration.read(
                Optional.of(new Configuration.File("example", Files.readString(EXAMPLE))),
                Map.of(),
                Map.of(),
                problems);
        Configuration defaults = Configuration.read(Optional.empty(), Map.of(), Map.of(), problems);
        for (Setting setting : Setting.values()) {
            assertThat(example.text(setting)).as(setting.key()).isEqualTo(defaults.text(setting));
        }
        assertThat(example.kafka()).isEqualTo(defaults.kafka());
        assertThat(problems.all()).isEmpty();
    }
}
