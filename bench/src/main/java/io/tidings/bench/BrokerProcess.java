package io.tidings.bench;

import io.tidings.problem.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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

    static BrokerProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(java("1g", BrokerMain.class, directory.toString()))
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

    /** The command that runs a class of this class path with a heap of that size, and logs little to standard error. */
    static List<String> java(String heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
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
