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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event's record looks like. */
class EventsTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

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
            expected.put("ce_id", String.format("%016x-10000000:product-changed", transaction.end()));
            expected.put("ce_source", "/shop");
            expected.put("ce_type", "shop.product-changed.v1");
            expected.put("ce_subject", "1");
            expected.put("ce_time", Instant.ofEpochMilli(transaction.millis()).toString());
            expected.put("ce_dataschema", "http://registry/schemas/ids/70000");
            expected.put("content-type", "application/vnd.apache.avro");
            expected.put("ce_sequence", String.format("%016x-10000000-00", transaction.end()));
            expected.put("ce_partitionkey", "1");
            expected.put("ce_auditid", "41");
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
    void theTraceContextOfTheAuditRowIsPassedOn() {
        assertThat(traceparent(TRACE)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"
            })
    void whatIsNoTraceContextIsLeftOut(String text) {
        assertThat(traceparent(text)).isNull();
    }

    private @Nullable String traceparent(String text) {
        try (EnricherBench bench = new EnricherBench(state, Duration.ofDays(7))) {
            bench.send(bench.log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
            var row = auditRow(1, "product_changed", 1);
            row.put("trace", text);
            bench.send(bench.log.transaction(insert("events", row)));
            return bench.events().get(0).headers().get("ce_traceparent");
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
