package io.tidings.quickstart.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of src/test/node with what they need, installed once as their lock file says, without its scripts. */
final class NodeProject {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path TARGET = Path.of("target", "node").toAbsolutePath();
    private static final long LIMIT_MINUTES = 10;

    private NodeProject() {}

    static synchronized NodeProject installed() throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        Path lock = TARGET.resolve("package-lock.json");
        boolean same = Files.isDirectory(TARGET.resolve("node_modules"))
                && Files.exists(lock)
                && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, TARGET.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!same) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        return new NodeProject();
    }

    /** What a script prints, as json. */
    JsonNode script(String name, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", name));
        for (Path argument : arguments) {
            command.add(argument.toAbsolutePath().toString());
        }
        return new ObjectMapper().readTree(run(command.toArray(String[]::new)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(TARGET, "output", ".txt");
        Path errors = Files.createTempFile(TARGET, "errors", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(TARGET.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    command[0] + " cannot be run; install nodejs 18 or newer, npm and chromium, as .ci/run does.", e);
        }
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended)
                .as("%s ends within %d minutes", String.join(" ", command), LIMIT_MINUTES)
                .isTrue();
        assertThat(process.exitValue())
                .as("%s says %s", String.join(" ", command), Files.readString(errors))
                .isZero();
        return Files.readString(output);
    }
}
