package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, its data on a disk of its own, its clients behind proxies. */
final class BrokerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String DISK_SIZE = "512m";

    private final SmallDisk disk;
    private final Path directory;
    private final Proxy toCapture;
    private final Proxy toEnricher;
    private @Nullable Process process;
    private volatile String bootstrapServers = "";

    BrokerProcess(Path directory, Proxy toCapture, Proxy toEnricher) throws IOException {
        this.directory = directory;
        this.toCapture = toCapture;
        this.toEnricher = toEnricher;
        this.disk = SmallDisk.mount(Files.createDirectories(directory.resolve("disk")), DISK_SIZE);
    }

    SmallDisk disk() {
        return disk;
    }

    /** For clients that no proxy stands before. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Starts it, on what an earlier one left, and waits until it is ready. */
    void start() throws Exception {
        Path ready = directory.resolve("ready");
        Files.deleteIfExists(ready);
        process = launched(ready);
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(ready)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker did not start within " + START_LIMIT + ": "
                        + Files.readString(directory.resolve("broker.log")));
            }
        }
        String[] addresses = Files.readString(ready).split(" ");
        bootstrapServers = addresses[0];
        toCapture.leadTo(Integer.parseInt(addresses[1]));
        toEnricher.leadTo(Integer.parseInt(addresses[2]));
    }

    private Process launched(Path ready) throws IOException {
        List<String> command = new ArrayList<>(disk.within());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                Objects.requireNonNullElse(
                        System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                BrokerMain.class.getName(),
                directory.resolve("disk").toString(),
                ready.toString(),
                Integer.toString(toCapture.port()),
                Integer.toString(toEnricher.port())));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("broker.log").toFile()))
                .start();
    }

    /** Whether it ended by itself within the time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return running().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return running().isAlive();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    private Process running() {
        return Objects.requireNonNull(process, "the broker was never started");
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            kill();
        }
        disk.close();
    }
}
