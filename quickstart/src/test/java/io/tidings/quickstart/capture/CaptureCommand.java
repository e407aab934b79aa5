package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidings.capture.CaptureMain;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code ./tidings capture} of the table {@code a} as a process of its own, with its port for health and metrics. */
final class CaptureCommand implements AutoCloseable {

    /** The table that its contracts need. */
    static final String TABLE = "create table a (id int primary key, action text default 'made')";

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String CONTRACT = """
            namespace stage;
            schema Made;
            /** Something was made. */
            @on("made") @key("audit.id")
            record Made {
              int @from("audit.id") id;
            }
            """;

    private final Process process;
    private final int port;
    private final Path log;

    private CaptureCommand(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static CaptureCommand start(Stage stage, Path directory, String... settings) throws Exception {
        Path contracts = Files.createDirectories(directory.resolve("contracts"));
        Files.writeString(contracts.resolve("made.avdl"), CONTRACT);
        Files.writeString(
                contracts.resolve("source.yaml"),
                "source: " + stage.source + "\naudit: { table: public.a, id: id, action: action }\n");
        Files.writeString(contracts.resolve("catalog.yaml"), CatalogFile.write(DatabaseCatalog.read(stage.connection)));
        int port = LoopbackPorts.free();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Objects.requireNonNullElse(
                        System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path")),
                CaptureMain.class.getName(),
                "--contracts",
                contracts.toString()));
        var database = stage.database();
        List<String> all = new ArrayList<>(List.of(
                "database.host=" + database.host(),
                "database.port=" + database.port(),
                "database.name=" + database.name(),
                "database.user=" + database.user(),
                "database.password=" + database.password(),
                "kafka.bootstrap.servers=" + Stage.bootstrapServers(),
                "topics.changes=" + stage.source + ".changes",
                "topics.offsets=" + stage.source + ".offsets",
                "capture.heartbeat-interval=1s",
                "capture.http-port=" + port));
        all.addAll(List.of(settings));
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        Path log = Files.createTempFile(directory, "capture", ".log");
        return new CaptureCommand(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                port,
                log);
    }

    /** What a page says; empty while nothing answers. */
    String page(String path) throws InterruptedException {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    boolean isReady(String sentence) {
        try {
            return page("/readyz").contains(sentence);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void awaitReady(String sentence) throws Exception {
        await(() -> isReady(sentence), sentence);
    }

    void awaitLog(String words) throws Exception {
        await(
                () -> {
                    try {
                        return log().contains(words);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                words);
    }

    /** Waits for something that this process has to bring about. */
    void await(BooleanSupplier condition, String what) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                fail("not so: " + what + "\n" + page("/readyz") + "\n" + log());
            }
            Thread.sleep(20);
        }
    }

    /** Waits until it ends by itself; gives what it has said. */
    String awaitEnd() throws Exception {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(log())
                .isTrue();
        return log();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and waits. */
    void stop() throws Exception {
        process.destroy();
        awaitEnd();
    }

    /** STOP or CONT. */
    void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** kill -9. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
