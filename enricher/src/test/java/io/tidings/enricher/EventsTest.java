package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.auditRow;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.enricher.EnricherBench.Event;
import io.tidings.enricher.ScriptedLog.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an event's record looks like. */
class EventsTest {
    @TempDir
    Path state;

    @Test
    void anEventCarriesItsKeyTheCommitsTimestampAndTheAttributesOfCloudEvents() {
        try (EnricherBench bench = new EnricherBench(state, Duration.ofDays(7))) {
            bench.send(bench.log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
            Transaction transaction = bench.log.transaction(audit(41, "product_changed", 1));
            bench.send(transaction);
            Event event = bench.events().get(0);
            assertThat(event.key()).isEqualTo("1");
            assertThat(event.millis()).isEqualTo(transaction.millis());
            Map<String, String> expected = new LinkedHashMap<>();
            expected.put("ce_specversion", "1.0");
            expected.put("ce_id", "41:product-changed");
            expected.put("ce_source", "/shop");
            expected.put("ce_type", "shop.product-changed.v1");
            expected.put("ce_subject", "1");
            expected.put("ce_time", Instant.ofEpochMilli(transaction.millis()).toString());
            expected.put("ce_dataschema", "http://registry/schemas/ids/70000");
            expected.put("content-type", "application/vnd.apache.avro");
            expected.put("ce_sequence", String.format("%016x-10000000-00", transaction.end()));
            expected.put("ce_partitionkey", "1");
            expected.put("ce_authtype", "user");
            expected.put("ce_authid", "1");
            assertThat(event.headers()).containsExactlyEntriesOf(expected);
        }
    }

    @Test
    void withoutAnActorTheAuthenticationIsUnknown() {
        try (EnricherBench bench = new EnricherBench(state, Duration.ofDays(7))) {
            bench.send(bench.log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
            var row = auditRow(1, "product_changed", 1);
            row.put("actor_id", null);
            bench.send(bench.log.transaction(insert("events", row)));
            assertThat(bench.events().get(0).headers())
                    .containsEntry("ce_authtype", "unknown")
                    .doesNotContainKey("ce_authid");
        }
    }

    @Test
    void theSameLogGivesTheSameRecords(@TempDir Path other) {
        assertThat(play(state)).isEqualTo(play(other)).hasSize(2);
    }

    private static List<Event> play(Path directory) {
        try (EnricherBench bench = new EnricherBench(directory, Duration.ofDays(7))) {
            bench.send(bench.log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
            bench.send(bench.log.transaction(audit(1, "product_created", 1)));
            return bench.events();
        }
    }
}
