package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.fail;

import io.tidings.quickstart.servers.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An application that has others of its kind beside it: with a name, a directory and a port of its own. */
final class Instance implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final String SILENCE = "(no answer within 10 s); see that it runs, and correct"
            + " kafka.bootstrap.servers or its security settings.";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String name;
    private final Application application;
    private final int port;

    private Instance(String name, Application application, int port) {
        this.name = name;
        this.application = application;
        this.port = port;
    }

    static Instance capture(Servers servers, Path contracts, Path directory) throws Exception {
        return start("capture", "capture", servers, contracts, directory, List.of());
    }

    static Instance enricher(String name, Servers servers, Path contracts, Path directory) throws Exception {
        List<String> options = List.of(
                "-s", "enricher.instance-id=" + name,
                "-s", "enricher.standby-replicas=1",
                "-s", "topics.partitions=3");
        return start("enrich", name, servers, contracts, directory, options);
    }

    private static Instance start(
            String command, String name, Servers servers, Path contracts, Path directory, List<String> options)
            throws Exception {
        int port = LoopbackPorts.free();
        String setting = command.equals("enrich") ? "enricher.http-port=" : "capture.http-port=";
        String[] all =
                Stream.concat(Stream.of("-s", setting + port), options.stream()).toArray(String[]::new);
        Path own = Files.createDirectories(directory.resolve(name));
        return new Instance(name, Application.start(command, servers, contracts, own, all), port);
    }

    private HttpResponse<String> page(String path) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void awaitReady() throws Exception {
        await("/readyz", answer -> answer.statusCode() == 200);
    }

    /** Waits until it has the task. */
    void awaitTask() throws Exception {
        await("/metrics", Instance::showsTask);
    }

    /** Waits until exactly one of both has the task: its meters go with it. */
    void awaitOneTask(Instance other) throws Exception {
        await("/metrics", answer -> showsTask(answer) != other.hasTask());
    }

    boolean hasTask() {
        try {
            return showsTask(page("/metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException("" + this, e);
        }
    }

    private static boolean showsTask(HttpResponse<String> answer) {
        return answer.body().contains("tidings_store_rows{");
    }

    private void await(String path, Predicate<HttpResponse<String>> expected) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline && runs()) {
            try {
                HttpResponse<String> answer = page(path);
                if (expected.test(answer)) {
                    return;
                }
                last = answer.body();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            Thread.sleep(20);
        }
        fail(this + ": " + path + " says: " + last + "\n" + application.log());
    }

    /** One that Kafka did not answer in time, on a busy machine, is started again, as whatever supervises it does. */
    private boolean runs() throws IOException {
        if (!application.isAlive() && application.log().stripTrailing().endsWith(SILENCE)) {
            application.startAgain();
        }
        return application.isAlive();
    }

    /** SIGTERM; gives how long it takes to end. */
    Duration stop() throws Exception {
        long begun = System.nanoTime();
        application.terminate();
        application.await(LIMIT);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** {@code kill -9}. */
    void kill() throws Exception {
        application.kill();
    }

    void startAgain() throws IOException {
        application.startAgain();
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws Exception {
        application.close();
    }
}
