package io.tidings.quickstart.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of its own that can be filled: a tmpfs, seen only by the processes that are started with
 * {@link #within()}. It lives as long as this JVM and outlives them.
 */
final class SmallDisk implements AutoCloseable {

    private static final String MOUNT_THEN_WAIT =
            "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" && echo mounted && read _";
    private static final byte[] MEGABYTE = new byte[1 << 20];

    private final Process keeper;
    private final Path path;

    private SmallDisk(Process keeper, Path path) {
        this.keeper = keeper;
        this.path = path;
    }

    /** Mounts it on an existing directory. */
    static SmallDisk mount(Path directory, String size) throws IOException {
        Path path = directory.toAbsolutePath().normalize();
        Process keeper = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        MOUNT_THEN_WAIT,
                        "keeper",
                        size,
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader answer = keeper.inputReader(StandardCharsets.UTF_8);
        if (!"mounted".equals(answer.readLine())) {
            throw new IllegalStateException("A tmpfs cannot be mounted on " + path + "; unshare and mount said why.");
        }
        return new SmallDisk(keeper, path);
    }

    /** What a command is to begin with, so that it sees the disk. */
    List<String> within() {
        return List.of(
                "nsenter", "--user", "--preserve-credentials", "--mount", "--target", Long.toString(keeper.pid()));
    }

    /** Takes all space that is left. */
    void fill() throws IOException {
        byte[] piece = MEGABYTE;
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (piece.length > 0) {
                piece = written(ballast, piece) ? piece : new byte[piece.length / 2];
            }
        }
    }

    private static boolean written(OutputStream ballast, byte[] piece) {
        try {
            ballast.write(piece);
            return true;
        } catch (IOException e) {
            // No space for a piece of this size.
            return false;
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return Path.of("/proc", Long.toString(keeper.pid()), "root")
                .resolve(path.toString().substring(1))
                .resolve("ballast");
    }

    @Override
    public void close() throws InterruptedException {
        keeper.destroyForcibly().waitFor();
    }
}
