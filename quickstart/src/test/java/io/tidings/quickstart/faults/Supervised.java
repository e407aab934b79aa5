package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Kill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./tidings capture} or {@code ./tidings enrich} as a process of its own, started as an operator would. It must not
 * end by itself, whatever is away, unless a successor has taken over.
 */
final class Supervised implements AutoCloseable {

    private static final Pattern OUSTED = Pattern.compile("has taken over");
    private static final long LIMIT_SECONDS = 90;

    private final String name;
    private final Path directory;
    private final Duration transaction;
    private final List<String> settings;
    private final CompletableFuture<?> failure;
    private final Map<String, Integer> replaced = new TreeMap<>();
    private @Nullable Process process;
    private int launches;
    private int successors;
    private final String portSetting;
    private final List<Integer> ports;

    /** The failure completes when the application ends as it must not. */
    Supervised(String name, Path directory, Duration transaction, List<String> settings, CompletableFuture<?> failure)
            throws IOException {
        this.transaction = transaction;
        this.name = name;
        this.directory = directory;
        this.settings = settings;
        this.failure = failure;
        this.portSetting = name.equals("capture") ? "capture.http-port" : "enricher.http-port";
        this.ports = List.of(freePort(), freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String name() {
        return name;
    }

    /** Where the one that was started last tells how it is. */
    synchronized int port() {
        return ports.get(successors % 2);
    }

    synchronized void start() {
        List<String> command = new ArrayList<>(List.of("../tidings", name));
        List<String> all = new ArrayList<>(settings);
        // The state directory and port of a successor on another machine, while the predecessor still has its own.
        all.add("enricher.state-directory=" + directory.resolve("state" + successors % 2));
        all.add(portSetting + "=" + port());
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        Path log = directory.resolve(name + "-" + ++launches + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx512m", "JAVA_HOME", System.getProperty("java.home")));
        try {
            Process launched = builder.start();
            process = launched;
            Kill.withThisJvm(launched);
            launched.onExit().thenRun(() -> ended(launched, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void ended(Process which, Path log) {
        if (which == process) {
            failure.completeExceptionally(new AssertionError(
                    name + " ended by itself, with exit code " + which.exitValue() + ". " + log + ":\n" + text(log)));
        }
    }

    /** {@code kill -9}; then it is started again. */
    synchronized void kill() throws InterruptedException {
        Process killed = running();
        process = null;
        killed.destroyForcibly().waitFor();
        start();
    }

    /** After how long without a word from it, Kafka ends its transaction. */
    Duration transaction() {
        return transaction;
    }

    /** How often it was started; tells one process from the next. */
    synchronized int launch() {
        return launches;
    }

    /** Stops it in the middle of whatever it does, to be resumed; not when it was started again meanwhile. */
    synchronized Optional<Paused> pause(int launch) throws Exception {
        if (launch != launches || !running().isAlive()) {
            return Optional.empty();
        }
        Kill.signal("STOP", running().pid());
        return Optional.of(new Paused(running(), launch));
    }

    /** A process that does not know that time passes. */
    final class Paused {
        private final Process process;
        private final int launch;

        private Paused(Process process, int launch) {
            this.process = process;
            this.launch = launch;
        }

        /** Starts another in its place, as a supervisor does that thinks it dead. */
        void replace() {
            synchronized (Supervised.this) {
                successors++;
                start();
            }
        }

        void resume() throws Exception {
            Kill.signal("CONT", process.pid());
        }

        /** A replaced one must notice, and end by itself. */
        void awaitEnd() throws Exception {
            Path log = directory.resolve(name + "-" + launch + ".log");
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("The replaced " + name + " still ran " + LIMIT_SECONDS
                        + " s after it had woken up:\n" + text(log));
            }
            String sentence = lastLine(log);
            if (!OUSTED.matcher(sentence).find()) {
                throw new AssertionError("The replaced " + name + " ended with\n" + text(log));
            }
            synchronized (Supervised.this) {
                replaced.merge(sentence.replaceAll("\\d{4,}", "…"), 1, Integer::sum);
            }
        }
    }

    /** Has the JVM write its stacks to the log, to be read after a failure. */
    synchronized void dumpThreads() throws Exception {
        Process last = process;
        if (last != null && last.isAlive()) {
            Kill.signal("QUIT", last.pid());
            // The dump's last line; whatever else comes or does not come, the failure is reported.
            for (int looks = 0; looks < 50 && !hasSaid("JNI global refs"); looks++) {
                last.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    synchronized boolean hasSaid(String text) {
        return text(directory.resolve(name + "-" + launches + ".log")).contains(text);
    }

    /** What all of them have logged, line by line. */
    synchronized List<String> lines() {
        return IntStream.rangeClosed(1, launches)
                .mapToObj(launch -> text(directory.resolve(name + "-" + launch + ".log")))
                .flatMap(String::lines)
                .toList();
    }

    @Override
    public synchronized String toString() {
        return "started " + launches + " times, ended by itself 0 times, replaced ones ended with " + replaced;
    }

    private Process running() {
        return Objects.requireNonNull(process, "never started");
    }

    private static String lastLine(Path log) {
        return text(log).lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws InterruptedException {
        Process last = process;
        process = null;
        if (last != null) {
            last.destroyForcibly().waitFor();
        }
    }
}
