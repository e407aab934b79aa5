package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.quickstart.registry.ConfluentClasses;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the example consumers, run as a process with a store of its own; it can be killed and started again. */
final class Example implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Path JAVA = Path.of("..", "examples", "consumer-java", "target");

    /** In which language it is written. */
    enum Language {
        JAVA,
        NODE
    }

    /** An effect that it stored. */
    record Handled(String id, JsonNode event) {}

    private final Language language;
    private final Path store;
    private final Path log;
    private final Map<String, String> options = new LinkedHashMap<>();
    private Process process;

    private Example(Language language, Path directory, Map<String, String> options) throws Exception {
        this.language = language;
        this.store = directory.resolve("handled.jsonl");
        this.log = directory.resolve("log");
        this.options.put("store", store.toString());
        this.options.putAll(options);
        this.process = launched(Map.of());
    }

    /** Starts one that reads the topics. */
    static Example start(Language language, Demo demo, Path directory, List<String> topics, Map<String, String> options)
            throws Exception {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "kafka", demo.kafka(),
                "registry", demo.servers().registry().url().toString(),
                "group", directory.getFileName() + "-" + directory.hashCode(),
                "topics", String.join(",", topics)));
        all.putAll(options);
        return new Example(language, directory, all);
    }

    private Process launched(Map<String, String> more) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putAll(more);
        String[] arguments = all.entrySet().stream().map(Object::toString).toArray(String[]::new);
        ProcessBuilder builder =
                language == Language.NODE ? NodeProject.EXAMPLE.script("consumer.js", arguments) : java(arguments);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static ProcessBuilder java(String... arguments) throws Exception {
        Path classpath = JAVA.resolve("classpath");
        assertThat(classpath)
                .as("build the example first: mvn package -pl examples/consumer-java -am")
                .exists();
        // Confluent's classes come last, with an older Kafka and Avro in their jar.
        String classes = JAVA.resolve("classes")
                + File.pathSeparator
                + Files.readString(classpath)
                + File.pathSeparator
                + ConfluentClasses.JAR;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                "com.example.consumer.ConsumerMain"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Waits until so many effects are stored, and gives all. */
    List<Handled> awaitHandled(int count) throws Exception {
        await(count + " events", () -> handled().size() >= count);
        return handled();
    }

    /** Waits until it has said of so many events that it knows them. */
    void awaitAgain(int count) throws Exception {
        await(count + " again", () -> again() >= count);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(process.isAlive()).as(log()).isTrue();
            assertThat(System.nanoTime())
                    .as("waiting for " + what + ": " + log())
                    .isLessThan(deadline);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Whole lines only: one may be half written. */
    List<Handled> handled() throws Exception {
        String text = Files.exists(store) ? Files.readString(store) : "";
        List<Handled> handled = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String[] parts = line.split("\t", 2);
            handled.add(new Handled(parts[0], JSON.readTree(parts[1])));
        }
        return handled;
    }

    long again() throws Exception {
        return log().lines().filter(line -> line.startsWith("again ")).count();
    }

    String log() throws Exception {
        return Files.readString(log);
    }

    /** {@code kill -9}. */
    void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    void startAgain(Map<String, String> more) throws Exception {
        process = launched(more);
    }

    /** Ends it as an operator does, and sees that it says so. */
    void stop() throws Exception {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(log()).isTrue();
        assertThat(log()).endsWith("stopped\n");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
