package io.tidings.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageSaysWhatTheSettingsAre() throws IOException {
        Path written = Files.writeString(Path.of("target", "configuration.md"), ConfigurationPage.markdown());
        assertThat(PAGE)
                .as("docs/configuration.md is out of date; run: cp schemas/%s docs/configuration.md", written)
                .hasSameTextualContentAs(written);
    }
}
