package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.auditRow;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tidings.enricher.ScriptedLog.RowChange;
import io.tidings.enricher.ScriptedLog.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionSpansTest {
    private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";
    private static final String SECOND = "4bf92f3577b34da6a3ce929d0e0e4736";

    private EnricherBench bench;

    @BeforeEach
    void open(@TempDir Path state) {
        bench = new EnricherBench(state, Duration.ofDays(7));
        bench.send(bench.log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static RowChange traced(long id, long product, String trace, String flags) {
        Map<String, Object> row = auditRow(id, "product_changed", product);
        row.put("trace", "00-" + trace + "-b7ad6b7169203331-" + flags);
        return insert("events", row);
    }

    private SpanData span() {
        bench.meters.departures().committed();
        assertThat(bench.spans.getFinishedSpanItems()).hasSize(1);
        return bench.spans.getFinishedSpanItems().get(0);
    }

    @Test
    void aTransactionIsOneSpanFromItsCommitUntilReadersSeeItsEvents() {
        Transaction transaction =
                bench.log.transaction(audit(1, "product_changed", 1), audit(2, "product_changed", 404));
        bench.send(transaction);
        assertThat(bench.spans.getFinishedSpanItems()).isEmpty();
        SpanData span = span();
        assertThat(span.getStartEpochNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(transaction.millis()));
        assertThat(span.getEndEpochNanos()).isGreaterThan(span.getStartEpochNanos());
        assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("tidings.source"), "shop")
                .containsEntry(AttributeKey.longKey("tidings.position"), transaction.end())
                .containsEntry(AttributeKey.longKey("tidings.events"), 1L)
                .containsEntry(AttributeKey.longKey("tidings.dead_letters"), 1L);
    }

    @Test
    void itContinuesTheTraceOfTheFirstAuditRowAndNamesThoseOfTheOthers() {
        bench.send(bench.log.transaction(
                traced(1, 1, FIRST, "01"), traced(2, 1, SECOND, "01"), traced(3, 1, FIRST, "01")));
        SpanData span = span();
        assertThat(span.getTraceId()).isEqualTo(FIRST);
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(SECOND);
    }

    @Test
    void aTraceThatIsNotSampledIsNotContinued() {
        bench.send(bench.log.transaction(traced(1, 1, FIRST, "00")));
        bench.meters.departures().committed();
        assertThat(bench.spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void whatIsGivenUpAndWhatPublishesNothingLeavesNoSpan() {
        bench.send(bench.log.transaction(audit(1, "product_changed", 1)));
        bench.meters.departures().aborted();
        bench.send(bench.log.transaction(insert("products", columns("id", 2, "name", "desk"))));
        bench.meters.departures().committed();
        assertThat(bench.spans.getFinishedSpanItems()).isEmpty();
    }
}
