package io.tidings.bench;

import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The contracts of the shop whose log is read. */
final class ShopContracts {
    private static final Path FILES = Path.of(System.getProperty("tidings.home", "."), "bench/src/main/contracts");

    private ShopContracts() {}

    static Contracts compiled() {
        return Options.compile(FILES);
    }

    /** The same for so many sources; they are written into a directory first, as contracts are files. */
    static List<Contracts> ofSources(int sources, Path directory) throws IOException {
        List<Contracts> all = new ArrayList<>();
        for (int source = 0; source < sources; source++) {
            all.add(Options.compile(copy(FilledLog.source(source), directory)));
        }
        return all;
    }

    private static Path copy(String source, Path directory) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("contracts").resolve(source));
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        copy.resolve(file.getFileName()),
                        text.replace("source: " + ShopLog.SOURCE, "source: " + source));
            }
        }
        return copy;
    }
}
