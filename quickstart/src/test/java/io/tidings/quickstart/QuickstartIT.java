package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a newcomer runs it. */
class QuickstartIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    @Test
    void onceEndsWithASummaryAndWritesTheEventsInOrder() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Tidings.Result result =
                Tidings.run(directory, LIMIT, List.of("quickstart", "--once", "--events", file.toString()));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("54 audit rows, 58 events, 0 dead letters")
                .containsPattern("product-created +\\d+")
                .containsPattern("commit to event: p50 \\d+ ms, p99 \\d+ ms");
        assertThat(result.out()).as("colours, where no terminal is").doesNotContain("\u001b");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= Console.WIDTH);
        assertEvents(Files.readAllLines(file));
        assertThat(temporaryDirectory()).isEmpty();
    }

    private static void assertEvents(List<String> lines) throws Exception {
        assertThat(lines).hasSize(58);
        List<String> sequence = new ArrayList<>();
        for (String line : lines) {
            JsonNode event = JSON.readTree(line);
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsExactly("topic", "partition", "offset", "key", "timestamp", "headers", "value");
            assertThat(event.path("timestamp").isIntegralNumber()).isTrue();
            assertThat(event.path("value").isObject()).isTrue();
            sequence.add(event.path("headers").path("ce_sequence").asText());
        }
        assertThat(sequence).isSorted().doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void ctrlCAfterTheStoryLeavesNothingBehind() throws Exception {
        assertCtrlCLeavesNothingBehind("Ctrl-C ends.");
    }

    @Test
    void ctrlCDuringTheStoryLeavesNothingBehind() throws Exception {
        assertCtrlCLeavesNothingBehind("product-created");
    }

    private void assertCtrlCLeavesNothingBehind(String when) throws Exception {
        Process quickstart = Tidings.start(directory, List.of("quickstart"));
        List<ProcessHandle> servers = new ArrayList<>();
        try {
            awaitOutput(quickstart, when);
            quickstart.descendants().forEach(servers::add);
            servers.add(postmaster());
            assertThat(servers).hasSizeGreaterThanOrEqualTo(2).allMatch(ProcessHandle::isAlive);
            new ProcessBuilder("kill", "-INT", String.valueOf(quickstart.pid()))
                    .start()
                    .waitFor();
            assertThat(quickstart.waitFor(30, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle server : servers) {
                server.onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(quickstart.exitValue()).as("ended by SIGINT").isEqualTo(130);
            assertThat(Tidings.err(directory)).isEmpty();
            assertThat(temporaryDirectory()).isEmpty();
        } finally {
            quickstart.destroyForcibly();
        }
    }

    private void awaitOutput(Process quickstart, String text) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Tidings.out(directory).contains(text)) {
            assertThat(quickstart.isAlive()).as(Tidings.err(directory)).isTrue();
            assertThat(System.nanoTime()).as("waiting for " + text).isLessThan(deadline);
            quickstart.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    /** PostgreSQL leaves its parents. */
    private ProcessHandle postmaster() throws Exception {
        Path file = temporaryDirectory().orElseThrow().resolve("postgresql/data/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
                .orElseThrow();
    }

    private Optional<Path> temporaryDirectory() throws Exception {
        var ours = FileSystems.getDefault().getPathMatcher("glob:tidings-quickstart*");
        try (Stream<Path> files = Files.list(directory.resolve("temporary"))) {
            return files.filter(file -> ours.matches(file.getFileName())).findFirst();
        }
    }
}
