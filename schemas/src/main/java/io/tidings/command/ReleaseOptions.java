package io.tidings.command;

import io.tidings.contracts.release.ReleasedFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the released schemas are. */
final class ReleaseOptions {
    private static final String DIRECTORY = "released";

    @Option(
            names = "--released",
            paramLabel = "DIR",
            description = "Directory of the released schemas (default: `released` beside the contracts; of the shipped"
                    + " ones schemas/released).")
    private @Nullable Path released;

    ReleasedFiles files(Path contracts) {
        if (released != null) {
            return new ReleasedFiles(released);
        }
        Path home = Path.of(System.getProperty("tidings.home", "."));
        boolean shipped = contracts.equals(Options.shipped());
        return new ReleasedFiles(shipped ? home.resolve("schemas").resolve(DIRECTORY) : contracts.resolve(DIRECTORY));
    }
}
