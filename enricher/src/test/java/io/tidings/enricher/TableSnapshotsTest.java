package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.delete;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.enricher.ScriptedLog.RowChange;
import io.tidings.enricher.ScriptedLog.Transaction;
import io.tidings.log.Unchanged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our capture says of itself: which tables are complete, and snapshots of single tables. */
class TableSnapshotsTest {
    private static final RowChange ANN = insert("users", columns("id", 1, "email", "ann@shop"));
    private static final RowChange LAMP = insert("products", columns("id", 1, "name", "lamp", "description", null));
    private static final RowChange DESK = insert("products", columns("id", 2, "name", "desk", "description", null));
    private static final List<String> ALL = List.of("events", "products", "tags", "users");
    private static final List<String> WITHOUT_PRODUCTS = List.of("events", "tags", "users");

    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7));
        log = bench.log;
        bench.send(List.of(log.source("7")));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static RowChange product(@Nullable Object... columns) {
        return insert("products", columns(columns));
    }

    private List<String> shown(long product) {
        bench.send(log.transaction(audit(1, "product_changed", product)));
        return bench.events().stream()
                .map(event -> event.value().get("name") + " " + event.value().get("description"))
                .toList();
    }

    @Test
    void anEventThatNeedsATableThatIsNotCompleteIsRejectedWithThatReason() {
        bench.send(log.snapshotOf(WITHOUT_PRODUCTS, ANN));
        bench.send(log.transaction(LAMP));
        assertThat(shown(1)).isEmpty();
        assertThat(bench.deadLetters())
                .singleElement()
                .asString()
                .contains("the table public.products is not known" + " with all its rows yet");
        bench.send(log.tableSnapshot("products", LAMP));
        assertThat(shown(1)).containsExactly("lamp null");
    }

    @Test
    void aSnapshotWithinATransactionDoesNotDisturbIt() {
        bench.send(log.snapshotOf(WITHOUT_PRODUCTS, ANN));
        List<String> snapshot = log.tableSnapshot("products", LAMP, DESK);
        Transaction transaction = log.transaction(
                update("products", columns("id", 1, "name", "torch", "description", null)),
                audit(1, "product_changed", 1));
        List<String> interleaved = new ArrayList<>(transaction.records());
        interleaved.addAll(2, snapshot);
        bench.send(interleaved);
        assertThat(bench.events())
                .singleElement()
                .satisfies(event ->
                        assertThat(String.valueOf(event.value().get("name"))).isEqualTo("torch"));
        assertThat(shown(2)).containsExactly("desk null");
    }

    @Test
    void aSnapshotShowsWhatChangedWithoutARowAndEndsWhatIsGone() {
        bench.send(log.snapshotOf(ALL, ANN, LAMP, DESK));
        bench.send(log.tableSnapshot("products", product("id", 1, "name", "lamp", "description", "by default")));
        assertThat(bench.events()).isEmpty();
        assertThat(shown(1)).containsExactly("lamp by default");
        bench.send(log.transaction(delete("products", columns("id", 1))));
        assertThat(shown(2)).as("ended, and shown as last seen").containsExactly("desk null");
        assertThat(shown(1)).containsExactly("lamp by default");
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void anEmptyTableSnapshotEndsAllRowsOfItsTableAndOfNoOther() {
        bench.send(log.snapshotOf(ALL, ANN, LAMP));
        bench.send(log.tableSnapshot("products"));
        assertThat(currentRows("products")).isZero();
        assertThat(currentRows("users")).isOne();
    }

    @Test
    void aTableSnapshotBrokenOffLeavesTheTableAsItWasAndComesAgain() {
        bench.send(log.snapshotOf(WITHOUT_PRODUCTS, ANN));
        List<String> broken = log.tableSnapshot("products", LAMP, DESK);
        bench.send(broken.subList(0, 2));
        bench.send(log.transaction(delete("products", columns("id", 1))));
        assertThat(shown(1)).isEmpty();
        bench.send(List.of(log.source("7")));
        bench.send(log.tableSnapshot("products", DESK));
        assertThat(bench.deadLetters()).hasSize(1);
        assertThat(shown(2)).containsExactly("desk null");
    }

    @Test
    void anUnchangedValueOfARowThatIsNotKnownComesWithTheSnapshot() {
        bench.send(log.snapshotOf(WITHOUT_PRODUCTS, ANN));
        bench.send(log.transaction(
                update("products", columns("id", 1, "name", "lamp", "description", Unchanged.PLACEHOLDER))));
        assertThat(shown(1)).isEmpty();
        bench.send(log.tableSnapshot("products", product("id", 1, "name", "lamp", "description", "long")));
        assertThat(shown(1)).containsExactly("lamp long");
    }

    @Test
    void whatDebeziumPutsInAnUnchangedValuesSteadIsATextInOurLog() {
        bench.send(log.snapshotOf(ALL, ANN, LAMP));
        bench.send(log.transaction(
                update("products", columns("id", 1, "name", "lamp", "description", Unchanged.DEBEZIUMS_PLACEHOLDER))));
        assertThat(shown(1)).containsExactly("lamp " + Unchanged.DEBEZIUMS_PLACEHOLDER);
    }

    @Test
    void aFullSnapshotWithoutRowsEndsAllRows() {
        bench.send(log.snapshotOf(ALL, ANN, LAMP));
        bench.send(List.of(log.source("7")));
        bench.send(log.snapshotOf(ALL));
        assertThat(currentRows("products")).isZero();
        assertThat(currentRows("users")).isZero();
        bench.send(log.transaction(product("id", 2, "name", "torch", "description", null)));
        assertThat(bench.events()).isEmpty();
        assertThat(shown(2)).containsExactly("torch null");
    }

    private long currentRows(String table) {
        long current = 0;
        try (var rows = bench.driver.getKeyValueStore(ApplyTransactions.REPLICA).all()) {
            while (rows.hasNext()) {
                current += rows.next().key.toString().startsWith("rpublic." + table) ? 1 : 0;
            }
        }
        return current;
    }
}
