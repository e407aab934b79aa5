package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.LoopbackPorts;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: the ports of capture and enricher tell how they are, with the metrics that docs/metrics.md lists, and a
 * collector gets a span for each transaction that published something.
 */
class HealthIT {
    private static final int POSITION_DIGITS = 16;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final Path OPERATIONS = Path.of("..", "ops");
    private static final Pattern METRIC = Pattern.compile("tidings_[a-z_]+");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void bothAreReadyWhenTheyAreAndCountWhatHappens() throws Exception {
        int capturePort = LoopbackPorts.free();
        int enricherPort = LoopbackPorts.free();
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            bothAreReady(servers, capturePort, enricherPort);
        }
    }

    private void bothAreReady(Servers servers, int capturePort, int enricherPort) throws Exception {
        Source source = new Source(servers.database());
        source.load(Workload.demo().database());
        Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
        try (Connection connection = source.connect();
                Collector collector = new Collector();
                Application capture = start(
                        "capture",
                        servers,
                        "-s",
                        "capture.http-port=" + capturePort,
                        "-s",
                        "reconcile.every=1h",
                        "-s",
                        "reconcile.time-column=created_on")) {
            await(capture, capturePort, "/livez", answer -> answer.statusCode() == 200);
            await(capture, capturePort, "/readyz", answer -> answer.statusCode() == 200);
            try (Application enricher = start(
                    "enrich",
                    servers,
                    "-s",
                    "enricher.http-port=" + enricherPort,
                    "-s",
                    "tracing.endpoint=" + collector.endpoint())) {
                await(enricher, enricherPort, "/readyz", answer -> answer.statusCode() == 200);
                Drain drain = PipelineIT.drain(servers, contracts);
                drain.await(connection, LIMIT);
                Workload.demo().script().run(connection, (open, transaction) -> {});
                drain.await(connection, LIMIT);

                List<ReceivedEvent> events = PipelineIT.received(servers, contracts).stream()
                        .filter(event -> !Pipeline.isDeadLetter(event))
                        .toList();
                // They are counted just after readers see them.
                await(
                        enricher,
                        enricherPort,
                        "/metrics",
                        answer -> value(answer.body(), "tidings_event_latency_seconds_count") == events.size());
                String captured = get(capturePort, "/metrics").body();
                String enriched = get(enricherPort, "/metrics").body();
                assertThat(value(captured, "tidings_slot_active")).isOne();
                assertThat(value(captured, "tidings_capture_transactions_total"))
                        .isPositive();
                collector.await(
                        events.stream()
                                .map(event -> event.header("ce_sequence").substring(0, POSITION_DIGITS))
                                .distinct()
                                .count(),
                        LIMIT);
                assertThat(value(enriched, "tidings_store_rows")).isPositive();
                assertThat(value(enriched, "tidings_restore_remaining_records")).isZero();
                theDocumentsNameWhatThereIs(captured + enriched);
                prometheusReads(captured);
                prometheusReads(enriched);
            }
        }
    }

    private static void theDocumentsNameWhatThereIs(String scraped) throws IOException {
        Set<String> families = scraped.lines()
                .filter(line -> line.startsWith("# TYPE tidings_"))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `tidings_"))
                .map(line -> line.split("`")[1])
                .collect(Collectors.toCollection(TreeSet::new));
        // The story has none of these, and what never happened has no line.
        families.addAll(Set.of(
                "tidings_dead_letters_total",
                "tidings_redriven_events_total",
                "tidings_unmapped_actions_total",
                "tidings_unreadable_records_total"));
        assertThat(documented).isEqualTo(families);
        try (Stream<Path> files = Files.walk(OPERATIONS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Set<String> used = METRIC.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group().replaceFirst("_(bucket|sum|count)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(families).as(file.toString()).containsAll(used);
            }
        }
    }

    /** Prometheus's own tool reads all of it, and finds our names as they must be. */
    private void prometheusReads(String scraped) throws Exception {
        Path page = Files.writeString(directory.resolve("metrics"), scraped);
        Path output = directory.resolve("promtool");
        new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(Files.readAllLines(output))
                .noneMatch(line -> line.startsWith("tidings_") || line.contains("error while linting"));
    }

    /** The sum over all labels. */
    private static double value(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Application start(String name, Servers servers, String... options) throws IOException {
        return Application.start(name, servers, PortalDatabase.CONTRACTS, directory, options);
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void await(Application application, int port, String path, Predicate<HttpResponse<String>> expected)
            throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline && application.isAlive()) {
            try {
                HttpResponse<String> answer = get(port, path);
                if (expected.test(answer)) {
                    return;
                }
                last = answer.body();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            Thread.sleep(20);
        }
        fail(path + " says: " + last + "\n" + application.log());
    }
}
