package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.enricher.ScriptedLog.RowChange;
import io.tidings.enricher.ScriptedLog.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit rows that did not come when they were committed are told as of the position at which they are shown. */
class LateRowsTest {
    private static final RowChange ANN = insert("users", columns("id", 1, "email", "ann@shop"));
    private static final RowChange LAMP = insert("products", columns("id", 1, "name", "lamp", "description", null));
    private static final List<String> ALL = List.of("events", "products", "tags", "users");

    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7));
        log = bench.log;
        bench.send(List.of(log.source("7")));
        bench.send(log.snapshotOf(ALL, ANN, LAMP));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void eachGetsItsEventAsOfThatPositionMarkedAsLate() {
        bench.send(log.transaction(update("products", columns("id", 1, "name", "torch", "description", null))));
        bench.send(log.late(audit(1, "product_changed", 1), audit(2, "product_changed", 1)));
        bench.send(log.transaction(update("products", columns("id", 1, "name", "sun", "description", null))));
        bench.send(log.transaction(audit(3, "product_changed", 1)));
        List<EnricherBench.Event> events = bench.events();
        assertThat(events)
                .extracting(event -> String.valueOf(event.value().get("name")))
                .containsExactly("torch", "torch", "sun");
        assertThat(events)
                .extracting(event -> event.headers().getOrDefault("ce_enrichment", ""))
                .containsExactly("late", "late", "");
        assertThat(new HashSet<>(events.stream().map(event -> event.sequence()).toList()))
                .hasSize(3);
    }

    @Test
    void withinATransactionTheyDoNotDisturbIt() {
        List<String> late = log.late(audit(1, "product_changed", 1));
        Transaction transaction = log.transaction(
                update("products", columns("id", 1, "name", "torch", "description", null)),
                audit(2, "product_changed", 1));
        List<String> interleaved = new ArrayList<>(transaction.records());
        interleaved.addAll(2, late);
        bench.send(interleaved);
        assertThat(bench.events())
                .extracting(event -> String.valueOf(event.value().get("name")))
                .containsExactly("lamp", "torch");
    }

    @Test
    void noneIsTakenForARowOfASnapshotOfTheirTable() {
        bench.send(log.tableSnapshot("events", audit(1, "product_changed", 1)));
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void anEndWithoutItsBeginningStopsTheEnricher() {
        List<String> late = log.late(audit(1, "product_changed", 1));
        assertThatThrownBy(() -> bench.send(late.subList(late.size() - 1, late.size())))
                .hasStackTraceContaining("came without its beginning");
    }
}
