package io.tidings.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher, run as a user runs it: a process of its own, in a directory of its own. */
public final class Tidings {
    private static final Path LAUNCHER = Path.of("..", "tidings");

    private Tidings() {}

    /**
     * Where a command runs.
     *
     * @param within what it is to begin with
     * @param options of Java, besides the usual ones
     */
    record Surroundings(List<String> within, String options, Map<String, String> environment) {
        static final Surroundings USUAL = new Surroundings(List.of(), "", Map.of());
    }

    /** What came of a command. */
    public record Result(int exitCode, String out, String err, Duration took) {}

    /** Runs a command to its end; kills it when it takes longer than the limit. */
    public static Result run(Path directory, Duration limit, List<String> arguments) throws Exception {
        return run(directory, limit, arguments, Surroundings.USUAL);
    }

    /** The same on a machine that is not as others are. */
    static Result run(Path directory, Duration limit, List<String> arguments, Surroundings surroundings)
            throws Exception {
        long begun = System.nanoTime();
        Process process = start(directory, arguments, surroundings);
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(arguments + " still ran after " + limit + ": " + err(directory));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Result(process.exitValue(), out(directory), err(directory), took);
    }

    /** Starts a command; it writes to files in the directory, where its temporary files are too. */
    public static Process start(Path directory, List<String> arguments) throws IOException {
        return start(directory, arguments, Surroundings.USUAL);
    }

    private static Process start(Path directory, List<String> arguments, Surroundings surroundings) throws IOException {
        List<String> command = new ArrayList<>(surroundings.within());
        // A process started in the background would be deaf to Ctrl-C otherwise.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(LAUNCHER.toAbsolutePath().normalize().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        Path temporary = Files.createDirectories(directory.resolve("temporary"));
        builder.environment()
                .putAll(Map.of(
                        "JAVA_OPTS",
                        "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary + " " + surroundings.options(),
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        builder.environment().putAll(surroundings.environment());
        return builder.start();
    }

    public static String out(Path directory) {
        return text(directory.resolve("out"));
    }

    public static String err(Path directory) {
        return text(directory.resolve("err"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
