package io.tidings.quickstart.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one server: used by one server at a time, and keeping the ports that were chosen when it was new, so
 * that a server started again is found at its old address.
 */
final class ServerDirectory implements AutoCloseable {

    /** The only address that the servers listen at. */
    static final String LOOPBACK = "127.0.0.1";

    /** How long to wait for what an earlier server on the same directory still holds. */
    static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Path path;
    private final FileChannel lock;

    private ServerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static ServerDirectory open(Path directory) {
        try {
            Path path = Files.createDirectories(directory.toAbsolutePath().normalize());
            FileChannel channel =
                    FileChannel.open(path.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) == null) {
                channel.close();
                throw new ServerException(
                        "The directory " + path + " is in use by another server: close that one, or choose another.");
            }
            return new ServerDirectory(path, channel);
        } catch (IOException e) {
            throw new ServerException(
                    "The directory " + directory + " cannot be written: choose one that can, or free some space.", e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The port kept under this name, which is free now. */
    int port(String name) {
        Path file = resolve(name + ".port");
        try {
            if (Files.exists(file)) {
                return stillFree(Integer.parseInt(Files.readString(file).strip()), file);
            }
            int port = LoopbackPorts.free();
            Files.writeString(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new ServerException("The port in " + file + " can neither be read nor chosen: check the disk.", e);
        } catch (NumberFormatException e) {
            throw new ServerException("The file " + file + " does not hold a port number: delete it.", e);
        }
    }

    /** A predecessor that ends with its killed JVM still needs a moment to let its port go. */
    private static int stillFree(int port, Path file) {
        long begun = System.nanoTime();
        while (true) {
            try {
                LoopbackPorts.requireFree(port);
                return port;
            } catch (IOException e) {
                if (Elapsed.millisSince(begun) > PREDECESSOR_LIMIT.toMillis()) {
                    throw new ServerException(
                            "Port " + port + " is taken by another program: end that one, or delete " + file
                                    + " to get a new port.",
                            e);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
