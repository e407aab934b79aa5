package io.tidings.quickstart.capture;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A capture in a process of its own, to be killed. */
final class CaptureProcess implements AutoCloseable {

    private final Process process;

    private CaptureProcess(Process process) {
        this.process = process;
    }

    static CaptureProcess start(Stage stage, String table) throws IOException {
        String classPath = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                CaptureProcess.class.getName()));
        var database = stage.database();
        command.addAll(List.of(
                stage.source,
                database.host(),
                String.valueOf(database.port()),
                database.user(),
                database.password(),
                String.valueOf(Stage.kafka().get("bootstrap.servers")),
                table));
        return new CaptureProcess(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Runs until it is killed, or until its parent dies and standard input ends. */
    public static void main(String[] arguments) throws IOException {
        CaptureSettings settings = Stage.settings(
                arguments[0],
                arguments[0],
                new DatabaseSettings(
                        arguments[1], Integer.parseInt(arguments[2]), arguments[0], arguments[3], arguments[4]),
                Map.of("bootstrap.servers", arguments[5]),
                Set.of(arguments[6]),
                Set.of());
        Capture capture = new Capture(settings);
        capture.start();
        capture.stopped()
                .whenComplete((nothing, failure) -> Runtime.getRuntime().halt(1));
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        Runtime.getRuntime().halt(0);
    }

    /** kill -9. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
