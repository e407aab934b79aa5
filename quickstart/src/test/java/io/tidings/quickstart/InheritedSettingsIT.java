package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guarantee: values are as they are stored and no session ends early, whatever the server, the database or the role has
 * set for sessions.
 */
class InheritedSettingsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"17, database postgres, true", "18, role postgres, false"})
    void valuesAreAsStoredWhateverASessionInherits(int postgresql, String holder, boolean first) throws Exception {
        new FeaturesRun(directory)
                .play(
                        postgresql,
                        connection -> assertThat(InheritedSettings.set(connection, holder, first))
                                .containsKeys("bytea_output", "statement_timeout", "row_security", "xmloption"));
    }
}
