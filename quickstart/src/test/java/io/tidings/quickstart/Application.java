package io.tidings.quickstart;

import io.tidings.quickstart.servers.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./tidings capture} or {@code ./tidings enrich} as a process of its own, started as an operator would. */
final class Application implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;

    private Application(List<String> command, Path log) throws IOException {
        this.command = command;
        this.log = log;
        this.process = launched();
    }

    static Application start(String name, Servers servers, Path contracts, Path directory, String... options)
            throws IOException {
        Database database = servers.database();
        List<String> command = new ArrayList<>(List.of("../tidings", name, "--contracts", contracts.toString()));
        List.of(
                        "database.host=" + database.host(),
                        "database.port=" + database.port(),
                        "database.name=" + database.name(),
                        "database.user=" + database.user(),
                        "database.password=" + database.password(),
                        "kafka.bootstrap.servers=" + servers.broker().bootstrapServers(),
                        "registry.url=" + servers.registry().url(),
                        "registry.auto-register=true",
                        "enricher.state-directory=" + directory.resolve("state"))
                .forEach(setting -> command.addAll(List.of("--set", setting)));
        command.addAll(List.of(options));
        return new Application(command, directory.resolve(name + options.length + ".log"));
    }

    private Process launched() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, which it is given time to answer. */
    void terminate() {
        process.destroy();
    }

    void startAgain() throws IOException {
        process = launched();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has ended by itself, and returns its exit code. */
    int await(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It still runs: " + log());
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
