package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageSaysWhatTheSettingsAre() throws IOException {
        String expected = ConfigurationPage.markdown();
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is out of date; it must be:%n%n%s", expected)
                .isEqualTo(expected);
    }
}
