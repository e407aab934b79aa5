package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.View;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.replica.Replica;
import io.tidings.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever record an enricher stops after, another one on the same state goes on as if nothing had been. */
class RestartTest {
    private static final TableName PRODUCTS = new TableName("public", "products");

    @TempDir
    Path state;

    @Test
    void anEnricherThatStartsAnewAfterEachRecordGoesOn() {
        try (EnricherBench bench = new EnricherBench(state, Duration.ofDays(7))) {
            Recorded output = new Recorded(new ArrayList<>());
            List<String> records = new ArrayList<>(bench.log.snapshot(
                    insert("products", columns("id", 1, "name", "lamp")),
                    insert("products", columns("id", 2, "name", "desk"))));
            ScriptedLog.Transaction transaction = bench.log.transaction(
                    insert("products", columns("id", 3, "name", "torch")),
                    audit(1, "product_changed", 1),
                    audit(2, "product_changed", 3));
            records.addAll(transaction.records());
            records.addAll(transaction.records());
            for (String record : records) {
                byte[] raw = record.getBytes(StandardCharsets.UTF_8);
                onTheSameStores(bench, output).on(Envelope.read(raw), raw, bench.log.now());
            }
            assertThat(output.seen)
                    .containsExactly(
                            "0: 1 of [1, 2, 3] at " + transaction.end(), "1: 2 of [1, 2, 3] at " + transaction.end());
        }
    }

    private static SourceLog onTheSameStores(EnricherBench bench, SourceLog.Output output) {
        KeyValueStore<Bytes, byte[]> rows = bench.driver.getKeyValueStore(ApplyTransactions.REPLICA);
        return new SourceLog(
                bench.contracts,
                new Replica(rows, Map.of(PRODUCTS, List.of("id")), bench.contracts.lookups(), 0),
                new TransactionBuffer(bench.driver.getKeyValueStore(ApplyTransactions.BUFFER)),
                bench.driver.getKeyValueStore(ApplyTransactions.PROGRESS),
                output);
    }

    private record Recorded(List<String> seen) implements SourceLog.Output {
        @Override
        public void redrive(ControlRecord.Redrive request, long millis) {
            throw new AssertionError("Nobody asked for it.");
        }

        @Override
        public void triggered(Occurrence occurrence) {
            View view = occurrence.trigger().view();
            Object id = occurrence.trigger().auditRow().orElseThrow().value("id");
            List<String> products = new ArrayList<>();
            for (String product : List.of("1", "2", "3", "4")) {
                view.row(PRODUCTS, Key.of(product)).ifPresent(found -> products.add(product));
            }
            seen.add((occurrence.index() & 0xFFFF) + ": " + id + " of " + products + " at " + occurrence.position());
        }

        @Override
        public void unreadable(String reason, byte[] record, long millis) {
            seen.add(reason);
        }
    }
}
