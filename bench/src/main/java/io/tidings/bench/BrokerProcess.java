package io.tidings.bench;

import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.Proxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A broker in another process, with or without a proxy before it. */
final class BrokerProcess implements AutoCloseable {
    private static final Path SESSION = Path.of("/usr/bin/setsid");

    private final Process process;
    private final BufferedReader output;
    private final Path log;
    private final Optional<Proxy> proxy;

    private BrokerProcess(Process process, Path log, Optional<Proxy> proxy) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
        this.proxy = proxy;
    }

    /** Begins to start it; each request of its clients takes the latency longer. */
    static BrokerProcess launch(Path directory, Duration latency) throws IOException {
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        List<String> arguments = new ArrayList<>(List.of(directory.toString()));
        Optional<Proxy> proxy = Optional.empty();
        if (!latency.isZero()) {
            Proxy opened = Proxy.open();
            opened.delay(latency);
            arguments.add(String.valueOf(opened.port()));
            proxy = Optional.of(opened);
        }
        Process process = new ProcessBuilder(
                        java(List.of("-Xmx1g"), BrokerMain.class, arguments.toArray(String[]::new)))
                .redirectError(log.toFile())
                .start();
        return new BrokerProcess(process, log, proxy);
    }

    /** Waits until it runs; gives the address at which clients find it. */
    String address() throws IOException {
        String address = said();
        if (proxy.isEmpty()) {
            return address;
        }
        proxy.get().leadTo(Integer.parseInt(said()));
        return "127.0.0.1:" + proxy.get().port();
    }

    private String said() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new Refusal("Kafka did not start; see " + log + ".");
        }
        return line;
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

    /** What it holds goes with the benchmark's directory, so that it need not end in good order. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        if (proxy.isPresent()) {
            proxy.get().close();
        }
    }
}
