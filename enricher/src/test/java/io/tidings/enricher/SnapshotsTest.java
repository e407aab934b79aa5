package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot says what there is; what it does not say is gone. */
class SnapshotsTest {
    private static final ScriptedLog.RowChange ANN = insert("users", columns("id", 1, "email", "ann@shop"));
    private static final ScriptedLog.RowChange LAMP = insert("products", columns("id", 1, "name", "lamp"));
    private static final ScriptedLog.RowChange DESK = insert("products", columns("id", 2, "name", "desk"));

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

    private Object actorAndName(long product) {
        bench.send(log.transaction(audit(1, "product_changed", product)));
        return bench.events().stream()
                .map(event -> event.value().get("actor") + " " + event.value().get("name"))
                .toList();
    }

    @Test
    void auditRowsOfASnapshotAreNoEvents() {
        bench.send(log.snapshot(audit(1, "product_changed", 1), LAMP));
        assertThat(bench.events()).isEmpty();
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void aSnapshotOfOneRowIsOne() {
        bench.send(log.snapshot(LAMP));
        assertThat(actorAndName(1)).asString().isEqualTo("[null lamp]");
    }

    @Test
    void rowsThatALaterSnapshotDoesNotFindAreGone() {
        bench.send(log.snapshot(ANN, LAMP));
        bench.send(log.transaction(update("products", columns("id", 1, "name", "torch"))));
        bench.send(log.snapshot(LAMP, DESK));
        assertThat(actorAndName(1))
                .asString()
                .as("Ann is gone, and shown as last seen")
                .isEqualTo("[ann@shop lamp]");
        assertThat(replicaRows("users")).isZero();
    }

    @Test
    void aSnapshotBrokenOffCountsForNothingOnceAnotherHasCome() {
        bench.send(log.snapshot(ANN, LAMP, DESK).subList(0, 2));
        bench.send(log.snapshot(DESK));
        assertThat(replicaRows("users")).isZero();
        assertThat(replicaRows("products")).isOne();
        assertThat(actorAndName(2)).asString().isEqualTo("[ann@shop desk]");
    }

    @Test
    void aTransactionThatASnapshotContainsIsADuplicate() {
        ScriptedLog.Transaction contained = log.transaction(update("products", columns("id", 1, "name", "older")));
        bench.send(log.snapshot(LAMP));
        bench.send(contained);
        assertThat(actorAndName(1)).asString().isEqualTo("[null lamp]");
    }

    @Test
    void aSnapshotThatComesTwiceChangesNothing() {
        var snapshot = log.snapshot(ANN, LAMP);
        bench.send(snapshot);
        bench.send(snapshot);
        assertThat(actorAndName(1)).asString().isEqualTo("[ann@shop lamp]");
    }

    private long replicaRows(String table) {
        String prefix = "rpublic." + table + "\0";
        long rows = 0;
        try (var entries =
                bench.driver.getKeyValueStore(ApplyTransactions.REPLICA).all()) {
            while (entries.hasNext()) {
                byte[] key = ((Bytes) entries.next().key).get();
                rows += new String(key, StandardCharsets.UTF_8).startsWith(prefix) ? 1 : 0;
            }
        }
        return rows;
    }
}
