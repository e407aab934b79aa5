package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker compose config}, by whichever Compose there is; none needs an engine for it. */
class ComposeConfigIT {
    @TempDir
    private Path directory;

    @Test
    void composeReadsTheFile() throws Exception {
        List<String> compose = succeeds(List.of("docker", "compose", "version"))
                ? List.of("docker", "compose")
                : List.of("docker-compose");
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of("--file", "../docker-compose.yml", "config", "--quiet"));
        assertThat(succeeds(command)).as(Files.readString(output())).isTrue();
    }

    private boolean succeeds(List<String> command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output().toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            Files.writeString(output(), command + " cannot be run: install docker-compose. " + notInstalled);
            return false;
        }
    }

    private Path output() {
        return directory.resolve("output");
    }
}
