package io.tidings.quickstart;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guarantee: whatever type a column has, its value in the event is what PostgreSQL says, or the event is rejected: as a
 * row of the snapshot, as an inserted row, after an update that leaves it as it is, and as a value by which rows are found.
 */
class FeaturesIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void valuesOfEveryTypeAreWhatPostgresqlSays(int postgresql) throws Exception {
        new FeaturesRun(directory).play(postgresql, connection -> {});
    }
}
