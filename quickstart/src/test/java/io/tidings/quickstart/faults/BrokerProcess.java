package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Kill;
import io.tidings.quickstart.servers.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, its data on a disk of its own, with proxies before some of its listeners. */
final class BrokerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final String DISK_SIZE = "512m";

    private final SmallDisk disk;
    private final Path directory;
    private final SortedMap<String, Proxy> proxies;
    private @Nullable Process process;
    private volatile String bootstrapServers = "";

    /** Its directory may say that it is one of a cluster; the proxies are those of its further listeners, by their names. */
    BrokerProcess(Path directory, SortedMap<String, Proxy> proxies) throws IOException {
        this.directory = directory;
        this.proxies = new TreeMap<>(proxies);
        this.disk = SmallDisk.mount(Files.createDirectories(directory.resolve("data")), DISK_SIZE);
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
        launch();
        awaitReady();
    }

    /** Starts it; one of a cluster is ready only when most of the others run. */
    void launch() throws IOException {
        Files.deleteIfExists(ready());
        Process launched = launched();
        Kill.withThisJvm(launched);
        process = launched;
    }

    void awaitReady() throws Exception {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(ready())) {
            if (running().waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker did not start within " + START_LIMIT + ": "
                        + Files.readString(directory.resolve("broker.log")));
            }
        }
        String[] addresses = Files.readString(ready()).split(" ");
        bootstrapServers = addresses[0];
        int next = 1;
        for (Proxy proxy : proxies.values()) {
            proxy.leadTo(Integer.parseInt(addresses[next++]));
        }
    }

    private Path ready() {
        return directory.resolve("ready");
    }

    private Process launched() throws IOException {
        List<String> command = new ArrayList<>(disk.within());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                Objects.requireNonNullElse(
                        System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                BrokerMain.class.getName(),
                directory.toString(),
                ready().toString()));
        proxies.forEach((name, proxy) -> command.addAll(List.of(name, Integer.toString(proxy.port()))));
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

    /** Stops it in good order. */
    void stop() throws InterruptedException {
        running().destroy();
        running().waitFor();
    }

    /** SIGSTOP: its connections stay, and it does not answer. */
    void freeze() throws Exception {
        Kill.signal("STOP", running().pid());
    }

    /** It goes on where it was, and does not know that time has passed. */
    void thaw() throws Exception {
        Kill.signal("CONT", running().pid());
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
