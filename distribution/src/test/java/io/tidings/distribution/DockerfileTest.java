package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    private final List<String> lines = Files.readAllLines(Path.of("..", "Dockerfile"));

    DockerfileTest() throws Exception {}

    @Test
    void imagesArePinned() {
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .hasSize(2)
                .allMatch(line -> line.matches("FROM [a-z-]+:\\d+\\.\\d+\\.\\d+\\S*( AS build)?"));
    }

    @Test
    void theUserIsANumberAndNotRoot() {
        assertThat(lines.stream().filter(line -> line.startsWith("USER "))).containsExactly("USER 10001:10001");
        assertThat(String.join("\n", lines)).contains("install -d -o 10001 -g 10001");
    }

    @Test
    void itStartsWhatTheBuildLaysOut() {
        assertThat(lines)
                .contains("COPY --from=build --chown=0:0 /build/distribution/target/app /opt/tidings")
                .contains("ENTRYPOINT [\"/opt/tidings/tidings\"]");
    }
}
