package io.tidings.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.problem.Refusal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of a workload: which audit rows arrived, as what, and how fast. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Collection<String> auditIds;
    private final List<ReceivedEvent> events;
    private final List<ReceivedEvent> deadLetters;

    /**
     * A report.
     *
     * @param auditIds the audit rows that the workload committed
     */
    Report(Collection<String> auditIds, List<ReceivedEvent> received) {
        this.auditIds = auditIds;
        this.events = received.stream()
                .filter(event -> !Pipeline.isDeadLetter(event))
                .sorted(Comparator.comparing(event -> event.header("ce_sequence")))
                .toList();
        this.deadLetters = received.stream().filter(Pipeline::isDeadLetter).toList();
    }

    /** The audit rows of which no event came. */
    List<String> missing() {
        Set<String> arrived = new HashSet<>();
        events.stream().filter(event -> !event.isOfChange()).forEach(event -> arrived.add(event.auditId()));
        return auditIds.stream().filter(id -> !arrived.contains(id)).toList();
    }

    /** Whether every audit row became an event, each once, and nothing was rejected. */
    boolean isComplete() {
        Set<String> ids = new HashSet<>();
        boolean once = events.stream().allMatch(event -> ids.add(event.header("ce_id")));
        return once && missing().isEmpty() && deadLetters.isEmpty();
    }

    void print(Console console) {
        Map<String, Integer> byTopic = new TreeMap<>();
        events.forEach(event -> byTopic.merge(event.topic(), 1, Integer::sum));
        console.line("");
        console.line("@|bold " + auditIds.size() + " audit rows, " + events.size() + " events, " + deadLetters.size()
                + " dead letters|@");
        byTopic.forEach((topic, count) -> console.line(String.format("  %-32s %5d", topic, count)));
        deadLetters.forEach(letter -> console.line(
                "  @|red dead letter|@ " + letter.value().path("reason").asText()));
        missing().forEach(id -> console.line("  @|red missing|@ audit row " + id));
        if (!events.isEmpty()) {
            console.line(String.format("  commit to event: p50 %d ms, p99 %d ms", percentile(50), percentile(99)));
        }
    }

    private long percentile(int percent) {
        List<Long> latencies = new ArrayList<>(
                events.stream().map(ReceivedEvent::latencyMillis).sorted().toList());
        int rank = (int) Math.ceil(percent / 100.0 * latencies.size());
        return latencies.get(Math.max(0, rank - 1));
    }

    /**
     * Finds out before the run whether its events can be written; makes the file when it is not there.
     *
     * @throws Refusal when they cannot
     */
    static void checkWritable(Path file) {
        try {
            Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new Refusal(
                    "The events cannot be written to " + file + " ("
                            + e.getClass().getSimpleName()
                            + "); give --events a file in a directory that exists and can be written.",
                    e);
        }
    }

    /** Writes one json object for each event, ordered by {@code ce_sequence}. */
    void write(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (ReceivedEvent event : events) {
                writer.write(JSON.writeValueAsString(event.json()));
                writer.newLine();
            }
        }
    }
}
