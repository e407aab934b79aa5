package io.tidings.command;

import io.tidings.contracts.release.ReleasedFiles;
import io.tidings.problem.Refusal;
import java.nio.file.Files;
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

    /** Those that are there; a directory that is named must be one. */
    ReleasedFiles files(Path contracts) {
        if (released != null && !Files.isDirectory(released)) {
            throw new Refusal("There is no directory " + released + "; correct --released, or make the first release.");
        }
        return target(contracts);
    }

    /** Those to be written. */
    ReleasedFiles target(Path contracts) {
        if (released != null) {
            return new ReleasedFiles(released);
        }
        Path home = Path.of(System.getProperty("tidings.home", "."));
        return new ReleasedFiles(
                whole(contracts).equals(whole(Options.shipped()))
                        ? home.resolve("schemas").resolve(DIRECTORY)
                        : contracts.resolve(DIRECTORY));
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
