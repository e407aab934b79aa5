package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Kill;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code ./tidings capture} or {@code ./tidings enrich} as a process of its own, started as an operator would, and
 * started again whenever it ends, as a supervisor does. It may end by itself only with a sentence that asks for that.
 */
final class Supervised implements AutoCloseable {

    private static final Pattern START_AGAIN = Pattern.compile("[Ss]tart (?:\\w+ )?(?:again|anew)");

    /** What an application says that is started while a server is down. */
    private static final Pattern SERVER_DOWN = Pattern.compile(
            "cannot be used.*(?:that the server runs|that the brokers run|see that it runs)|The schema registry at .*"
                    + " (?:cannot be reached|did not answer|broke the connection|failed)");

    private static final Pattern OUSTED = Pattern.compile("has taken over");
    private static final long LIMIT_SECONDS = 90;

    private final String name;
    private final Path directory;
    private final Duration transaction;
    private final List<String> settings;
    private final CompletableFuture<?> failure;
    private final Map<String, Integer> endings = new TreeMap<>();
    private @Nullable Process process;
    private int launches;
    private int successors;

    /** The failure completes when the application ends as it must not. */
    Supervised(String name, Path directory, Duration transaction, List<String> settings, CompletableFuture<?> failure) {
        this.transaction = transaction;
        this.name = name;
        this.directory = directory;
        this.settings = settings;
        this.failure = failure;
    }

    synchronized void start() {
        List<String> command = new ArrayList<>(List.of("../tidings", name));
        List<String> all = new ArrayList<>(settings);
        // The state directory of a successor on another machine, while the predecessor still has its own.
        all.add("enricher.state-directory=" + directory.resolve("state" + successors % 2));
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
        if (which != process) {
            return;
        }
        String sentence = lastLine(log);
        if (START_AGAIN.matcher(sentence).find()
                || SERVER_DOWN.matcher(sentence).find()) {
            endings.merge(sentence.replaceAll("\\d{4,}", "…"), 1, Integer::sum);
            start();
        } else {
            failure.completeExceptionally(new AssertionError(name + " ended with exit code " + which.exitValue()
                    + " and not with a sentence that asks to start it again. " + log + ":\n" + text(log)));
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
            if (!OUSTED.matcher(sentence).find()
                    && !START_AGAIN.matcher(sentence).find()) {
                throw new AssertionError("The replaced " + name + " ended with\n" + text(log));
            }
            synchronized (Supervised.this) {
                endings.merge("(replaced) " + sentence.replaceAll("\\d{4,}", "…"), 1, Integer::sum);
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

    @Override
    public synchronized String toString() {
        return "started " + launches + " times, ended by itself " + endings;
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
