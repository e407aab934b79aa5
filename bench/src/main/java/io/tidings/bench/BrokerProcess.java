package io.tidings.bench;

import io.tidings.problem.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker in another process.
 *
 * @param address for {@code bootstrap.servers}
 */
record BrokerProcess(Process process, String address) implements AutoCloseable {
    private static final int STOP_SECONDS = 30;
    private static final Path SESSION = Path.of("/usr/bin/setsid");

    static BrokerProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(java(List.of("-Xmx1g"), BrokerMain.class, directory.toString()))
                .redirectError(directory.resolveSibling("broker.log").toFile())
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = output.readLine();
        if (address == null) {
            throw new Refusal("Kafka did not start; see " + directory.resolveSibling("broker.log") + ".");
        }
        return new BrokerProcess(process, address);
    }

    /**
     * The command that runs a class of this class path, and logs little to standard error. Where it can be, it is a session
     * of its own: Linux shares processors among sessions, and each of PostgreSQL's backends is one.
     *
     * @param options of Java, besides those that all have
     */
    static List<String> java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SESSION)) {
            command.add(SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseParallelGC",
                // To standard error, as the applications: the address comes on standard output.
                "-Dlogback.configurationFile=io/tidings/command/logback.xml",
                "-Dtidings.log.level=WARN",
                "-Dtidings.log.libraries=WARN",
                "-Dtidings.log.noise=OFF",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
