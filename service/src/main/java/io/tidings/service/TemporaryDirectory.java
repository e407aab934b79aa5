package io.tidings.service;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where the libraries of Kafka, its compression and RocksDB unpack machine code when they are first needed. That it cannot be
 * done is seen at the start, and not in the middle of a batch.
 */
public final class TemporaryDirectory {
    /** RocksDB's library has 15 MB, and Kafka Streams opens it once; the others are small. */
    private static final long NEEDED_BYTES = 32L << 20;

    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryDirectory() {}

    /**
     * Checks that programs can be unpacked and run there.
     *
     * @throws Refusal when they cannot
     */
    public static void require() {
        require(System.getProperty(PROPERTY, ""));
    }

    static void require(String name) {
        try {
            require(Path.of(name));
        } catch (IOException | InvalidPathException e) {
            throw refusal(name, "cannot be written to (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static void require(Path directory) throws IOException {
        // Where nothing may be executed, the operating system says of every file that it is not executable.
        Path file = Files.createTempFile(
                directory,
                "tidings",
                ".check",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Files.write(file, new byte[] {0});
            if (!Files.isExecutable(file)) {
                throw refusal(directory.toString(), "is mounted with noexec", null);
            }
            FileStore store = Files.getFileStore(file);
            if (store.getUsableSpace() < NEEDED_BYTES) {
                throw refusal(
                        directory.toString(),
                        "has " + (store.getUsableSpace() >> 20) + " MB left of the " + (NEEDED_BYTES >> 20)
                                + " MB that are needed",
                        null);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Refusal refusal(String directory, String problem, @Nullable Exception cause) {
        return new Refusal(
                "The temporary directory " + directory + " " + problem + ", so that the native libraries of Kafka and"
                        + " RocksDB cannot be unpacked there. Name another one: JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY."
                        + " Nothing was changed.",
                cause);
    }
}
