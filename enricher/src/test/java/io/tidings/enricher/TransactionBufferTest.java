package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionBufferTest {
    private static final int LARGE = 300_000;

    @TempDir
    private Path state;

    @Test
    void whatWasAddedComesInItsOrderHoweverLargeItIs() {
        try (EnricherBench bench = new EnricherBench(state, Duration.ofDays(7))) {
            TransactionBuffer buffer = buffer(bench);
            for (int characters : List.of(1, LARGE, 1)) {
                List<byte[]> records = records(bench, characters);
                records.forEach(raw -> buffer.add(Envelope.read(raw), raw));
                assertThat(buffer.size()).isEqualTo(records.size());
                assertThat(visited(buffer)).isEqualTo(changes(records));
                buffer.clear();
                assertThat(visited(buffer)).isEmpty();
            }
        }
    }

    @Test
    void whatAnEarlierOneCollectedComesFirst() {
        try (EnricherBench bench = new EnricherBench(state, Duration.ofDays(7))) {
            List<byte[]> records = records(bench, 1);
            TransactionBuffer earlier = buffer(bench);
            records.subList(0, 4).forEach(raw -> earlier.add(Envelope.read(raw), raw));
            TransactionBuffer successor = buffer(bench);
            records.subList(4, records.size()).forEach(raw -> successor.add(Envelope.read(raw), raw));
            assertThat(visited(successor)).isEqualTo(changes(records));
        }
    }

    private static TransactionBuffer buffer(EnricherBench bench) {
        return new TransactionBuffer(bench.driver.getKeyValueStore(ApplyTransactions.BUFFER));
    }

    /** Ten rows with that many characters each. */
    private static List<byte[]> records(EnricherBench bench, int characters) {
        ScriptedLog.RowChange[] rows = IntStream.range(0, 10)
                .mapToObj(id -> insert("products", columns("id", id, "name", "n".repeat(characters))))
                .toArray(ScriptedLog.RowChange[]::new);
        List<String> records = bench.log.transaction(rows).records();
        return records.subList(1, records.size() - 1).stream()
                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Change> changes(List<byte[]> records) {
        return records.stream().map(Envelope::read).toList();
    }

    private static List<Change> visited(TransactionBuffer buffer) {
        List<Change> visited = new ArrayList<>();
        buffer.forEach(visited::add);
        return visited;
    }
}
