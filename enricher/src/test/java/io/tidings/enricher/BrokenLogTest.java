package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.delete;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.enricher.ScriptedLog.Transaction;
import io.tidings.enricher.log.BrokenLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that breaks a promise stops the enricher with a sentence, and nothing of it is applied. */
class BrokenLogTest {
    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7));
        log = bench.log;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void stops(List<String> records, String sentence) {
        assertThatThrownBy(() -> bench.send(records))
                .hasRootCauseInstanceOf(BrokenLog.class)
                .rootCause()
                .hasMessageContaining(sentence);
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void aTransactionWithFewerRowsThanItsEndCounts() {
        Transaction short1 = log.transaction(audit(1, "product_changed", 1));
        stops(short1.records(2), "has 2 changes by its END, and 1 arrived");
    }

    @Test
    void aTransactionWithMoreRowsThanItsEndCounts() {
        stops(log.transaction(audit(1, "product_changed", 1)).records(0), "has 0 changes by its END, and 1 arrived");
    }

    @Test
    void anEndWithoutItsBegin() {
        stops(log.transaction().records().subList(1, 2), "came without its BEGIN");
    }

    @Test
    void anEndAfterTheBeginOfAnotherTransaction() {
        Transaction one = log.transaction();
        Transaction other = log.transaction();
        stops(List.of(one.begin(), other.end(0)), "came without its BEGIN");
    }

    @Test
    void aSnapshotBehindWhatIsApplied() {
        bench.send(log.transaction());
        log.rewind();
        stops(log.snapshot(insert("users", columns("id", 1, "email", "x"))), "is behind position");
    }

    @Test
    void aSnapshotBehindOneThatWasBrokenOff() {
        bench.send(log.snapshot(insert("users", columns("id", 1)), insert("users", columns("id", 2)))
                .subList(0, 1));
        log.rewind();
        stops(log.snapshot(insert("users", columns("id", 1, "email", "x"))), "is behind position");
    }

    @Test
    void anUpdateThatLeavesOutAValueOfARowThatIsNotKnown() {
        stops(
                log.transaction(update(
                                "products",
                                columns("id", 1, "name", "x", "description", "__debezium_unavailable_value")))
                        .records(),
                "leaves out column description");
    }

    @Test
    void aPrimaryKeyChangeThatLeavesOutAValueOfARowThatIsNotKnown() {
        stops(
                log.transaction(
                                delete("products", columns("id", 1)),
                                insert(
                                        "products",
                                        columns("id", 2, "name", "x", "description", "__debezium_unavailable_value")))
                        .records(),
                "leaves out column description");
    }

    @Test
    void aRowWithoutItsKeyInATransactionAndInASnapshot() {
        stops(log.transaction(insert("products", columns("name", "x"))).records(), "lacks a column of the primary key");
        stops(log.snapshot(insert("tags", columns("tag", "x"))), "lacks a column of the primary key");
    }

    @Test
    void aBeginBeforeTheEndOfAnotherTransactionUnlessTheCaptureBeganAgain() {
        bench.send(List.of(log.source("7")));
        Transaction unfinished = log.transaction(audit(1, "product_changed", 1));
        bench.send(unfinished.records().subList(0, 2));
        stops(List.of(log.transaction().begin()), "has no END");
        bench.send(List.of(log.source("7")));
        bench.send(unfinished);
        bench.send(log.transaction());
    }

    @Test
    void anEndThatCannotBeReadWhileATransactionIsCollected() {
        Transaction transaction = log.transaction(audit(1, "product_changed", 1));
        bench.send(transaction.records().subList(0, 2));
        stops(
                List.of("{\"status\": \"END\", \"id\": \"7:9999999999999999999\", \"event_count\": 1, \"ts_ms\": 1}"),
                "could be its END and cannot be read");
        stops(List.of("{\"status\": \"END\", \"id\": \"7:8\", \"event_count\": null}"), "cannot be read");
    }

    @Test
    void anotherClusterWithoutASnapshotOfItEvenWhenTheFirstComesBackInBetween() {
        bench.send(List.of(log.source("7")));
        bench.send(log.transaction());
        bench.send(List.of(log.source("8")));
        stops(List.of(log.transaction().begin()), "another database cluster since, 8");
    }

    @Test
    void aSnapshotOfAnotherClusterBehindWhatIsApplied() {
        bench.send(List.of(log.source("7")));
        bench.send(log.transaction());
        bench.send(List.of(log.source("8")));
        log.rewind();
        stops(log.snapshotOf(List.of("users")), "is behind position");
    }

    @Test
    void aTableSnapshotBehindWhatIsApplied() {
        bench.send(log.transaction());
        log.rewind();
        stops(log.tableSnapshot("users"), "is behind position");
    }

    @Test
    void theEndOfATableSnapshotWithoutItsBeginning() {
        List<String> snapshot = log.tableSnapshot("users");
        stops(snapshot.subList(1, 2), "came without its beginning");
    }
}
