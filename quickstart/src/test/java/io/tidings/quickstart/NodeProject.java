package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A directory with a package.json; its packages are installed, as its lock file says, when a test first needs them. */
public record NodeProject(Path directory) {
    private static final long LIMIT_SECONDS = 300;

    /** Scripts that read records with other people's clients. */
    public static final NodeProject TESTS = new NodeProject(Path.of("src", "test", "node"));

    static final NodeProject EXAMPLE = new NodeProject(Path.of("..", "examples", "consumer-node"));

    /** Runs a script to its end with the lines as its input, and gives the lines that it writes. */
    List<String> run(Path temporary, String script, List<String> lines, String... arguments) throws Exception {
        Path input = Files.write(Files.createTempFile(temporary, script, ".in"), lines);
        Path output = Files.createTempFile(temporary, script, ".out");
        Path errors = Files.createTempFile(temporary, script, ".err");
        ProcessBuilder builder = script(script, arguments)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        await(builder.start(), script + " (" + errors + ")");
        assertThat(Files.readString(errors)).isEmpty();
        return Files.readAllLines(output);
    }

    /** Runs a script that reads files, and gives what it prints, which is json. */
    public JsonNode json(String script, Path... files) throws Exception {
        Path temporary = Files.createTempDirectory("node");
        String[] arguments =
                Stream.of(files).map(file -> file.toAbsolutePath().toString()).toArray(String[]::new);
        return new ObjectMapper().readTree(String.join("\n", run(temporary, script, List.of(), arguments)));
    }

    /** A script of the project. */
    ProcessBuilder script(String script, String... arguments) throws Exception {
        install();
        List<String> command = new ArrayList<>(List.of(
                "node", directory.resolve(script).toAbsolutePath().normalize().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Tests of another JVM may want the same. */
    private void install() throws Exception {
        try (FileChannel lock = FileChannel.open(
                directory.resolve(".install-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            installIfMissing();
        }
    }

    private void installIfMissing() throws Exception {
        Path installed = directory.resolve("node_modules").resolve(".package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(directory.resolve("package-lock.json")))
                        >= 0) {
            return;
        }
        Path log = Files.createTempFile("npm-ci", ".log");
        try {
            await(
                    new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    "npm ci in " + directory + " (" + log + ")");
        } catch (IOException e) {
            throw new AssertionError(
                    "Node.js 18 or newer and npm are needed, as .ci/run installs them: apt-get install nodejs npm.", e);
        }
    }

    private static void await(Process process, String what) throws InterruptedException {
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as(what)
                    .isTrue();
            assertThat(process.exitValue()).as(what).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
