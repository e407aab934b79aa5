package io.tidings.bench;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A capture, an enricher or another program that stands beside, in a process of its own until it is closed. */
record Role(Process process, Path log) implements AutoCloseable {
    private static final int STOP_SECONDS = 30;
    private static final int TOLD_LINES = 20;

    static Role start(Path directory, Class<?> main, String... arguments) throws IOException {
        return start(directory, List.of(), main, arguments);
    }

    /** With options of Java, besides a heap of 768 MB. */
    static Role start(Path directory, List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xmx768m"));
        all.addAll(options);
        Path log = directory.resolve(main.getSimpleName() + ".log");
        Process process = new ProcessBuilder(BrokerProcess.java(all, main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        // It would outlive a benchmark that is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-" + main.getSimpleName()));
        return new Role(process, log);
    }

    /** To be asked while something is waited for. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            List<String> lines = Files.readAllLines(log);
            throw new Refusal("A process ended with " + process.exitValue() + "; its log, " + log.getFileName()
                    + ", ends with:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size())));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
