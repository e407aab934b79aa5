package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.auditRow;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.delete;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.truncate;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidings.enricher.ScriptedLog.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions become events that show the database as it stood at their commit, once each. */
class TransactionsTest {
    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7));
        log = bench.log;
        bench.send(log.snapshot(
                insert("users", columns("id", 1, "email", "ann@shop")),
                insert("products", columns("id", 1, "name", "lamp", "description", "bright")),
                insert("tags", columns("product_id", 1, "tag", "home"))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static String changed(String name, @Nullable String description, String tags) {
        return "product-changed {\"name\": \"" + name + "\", \"description\": "
                + (description == null ? "null" : '"' + description + '"') + ", \"tags\": [" + tags
                + "], \"actor\": \"ann@shop\"}";
    }

    @Test
    void anEventShowsTheRowsOfASnapshot() {
        bench.send(log.transaction(audit(1, "product_changed", 1)));
        assertThat(bench.lines()).containsExactly(changed("lamp", "bright", "\"home\""));
    }

    @Test
    void anAuditRowWrittenBeforeItsChangeShowsTheChange() {
        bench.send(log.transaction(
                audit(1, "product_created", 2),
                insert("products", columns("id", 2, "name", "desk", "description", null))));
        assertThat(bench.lines()).containsExactly(changed("desk", null, ""), "product-seen.v2 {\"name\": \"desk\"}");
    }

    @Test
    void anAuditRowWrittenAfterItsChangeShowsItToo() {
        bench.send(log.transaction(
                insert("products", columns("id", 2, "name", "desk", "description", null)),
                audit(1, "product_changed", 2)));
        assertThat(bench.lines()).containsExactly(changed("desk", null, ""));
    }

    @Test
    void anAuditRowOfALaterTransactionShowsTheEntityAsItWasBeforeItWentWithAllThatBelongedToIt() {
        bench.send(log.transaction(
                delete("tags", columns("product_id", 1, "tag", "home")), delete("products", columns("id", 1))));
        bench.send(log.transaction(update("users", columns("id", 1, "email", "bea@shop"))));
        bench.send(log.transaction(audit(1, "product_removed", 1)));
        assertThat(bench.lines())
                .containsExactly(changed("lamp", "bright", "\"home\"").replace("ann@", "bea@"));
    }

    @Test
    void nothingIsSeenOfATransactionBeforeItsEnd() {
        Transaction begun = log.transaction(audit(1, "product_changed", 1));
        bench.send(begun.records().subList(0, 2));
        assertThat(bench.events()).isEmpty();
        bench.send(begun.records().subList(2, 3));
        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void severalAuditRowsOfATransactionGiveEventsInTheirOrderAndAllShowItsEnd() {
        bench.send(log.transaction(
                audit(1, "product_changed", 1),
                update("products", columns("id", 1, "name", "torch", "description", "bright")),
                audit(2, "product_created", 1),
                audit(3, "product_changed", 1)));
        assertThat(bench.events())
                .extracting(
                        event -> event.headers().get("ce_auditid"),
                        event -> event.value().get("name").toString())
                .containsExactly(tuple("1", "torch"), tuple("2", "torch"), tuple("2", "torch"), tuple("3", "torch"));
    }

    @Test
    void anAuditIdThatIsUsedAgainIsNoIdOfAnEventAgain() {
        Transaction first = log.transaction(audit(1, "product_created", 1));
        Transaction again = log.transaction(truncate("events"), audit(1, "product_created", 1), audit(2, "nothing", 1));
        Transaction within = log.transaction(
                audit(3, "nothing", 1),
                audit(1, "product_changed", 1),
                delete("events", columns("id", 1L)),
                update("products", columns("id", 1, "name", "torch", "description", "bright")),
                audit(1, "product_changed", 1));
        bench.send(first);
        bench.send(again);
        bench.send(within);
        assertThat(bench.events())
                .allSatisfy(event -> assertThat(event.headers()).containsEntry("ce_auditid", "1"))
                .extracting(event -> event.headers().get("ce_id"))
                .containsExactly(
                        String.format("%016x-10000000:product-changed", first.end()),
                        String.format("%016x-10000000:product-seen.v2", first.end()),
                        String.format("%016x-10000000:product-changed", again.end()),
                        String.format("%016x-10000000:product-seen.v2", again.end()),
                        String.format("%016x-10000001:product-changed", within.end()));
    }

    @Test
    void updatesAndDeletesOfAuditRowsAreNoEventsEvenWithPlaceholdersOfRowsThatWereNeverSeen() {
        var purged = auditRow(1, "product_changed", 1);
        purged.put("note", "__debezium_unavailable_value");
        bench.send(log.transaction(update("events", purged), delete("events", columns("id", 1))));
        assertThat(bench.events()).isEmpty();
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void anAuditRowThatItsOwnTransactionChangesBecomesItsEventAsItWasCommitted() {
        var noted = auditRow(1, "product_created", 1);
        noted.put("note", "x".repeat(3000));
        var changed = auditRow(1, "product_changed", 1);
        changed.put("note", "__debezium_unavailable_value");
        bench.send(log.transaction(
                insert("events", noted),
                update("events", changed),
                update("products", columns("id", 1, "name", "torch", "description", "bright"))));
        assertThat(bench.lines()).containsExactly(changed("torch", "bright", "\"home\""));
    }

    @Test
    void anAuditRowThatItsOwnTransactionTakesBackIsNoEvent() {
        bench.send(log.transaction(
                audit(1, "product_changed", 1), audit(2, "product_changed", 1), delete("events", columns("id", 1L))));
        assertThat(bench.events())
                .extracting(event -> event.headers().get("ce_auditid"))
                .containsExactly("2");
        bench.send(log.transaction(audit(3, "product_changed", 1), truncate("events")));
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void aNewPrimaryKeyOfAnEarlierAuditRowIsNoEvent() {
        bench.send(log.transaction(audit(1, "product_changed", 1)));
        assertThat(bench.events()).hasSize(1);
        bench.send(log.transaction(delete("events", columns("id", 1L)), audit(2, "product_changed", 1)));
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void anAuditRowWhosePrimaryKeyItsOwnTransactionChangesIsOneEventUnderTheNewKey() {
        bench.send(log.transaction(
                audit(1, "product_changed", 1), delete("events", columns("id", 1L)), audit(2, "product_changed", 1)));
        assertThat(bench.events())
                .extracting(event -> event.headers().get("ce_auditid"))
                .containsExactly("2");
    }

    @Test
    void aChangedKeyOfAnAuditRowIsNoEventAndARowInsertedAfterAPurgeIsOne() {
        bench.send(log.transaction(
                delete("events", columns("id", 1)), insert("events", auditRow(2, "product_changed", 1))));
        assertThat(bench.events()).isEmpty();
        bench.send(log.transaction(
                delete("events", columns("id", 2)),
                update("products", columns("id", 1, "name", "lamp", "description", "bright")),
                insert("events", auditRow(3, "product_changed", 1))));
        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void auditRowsAreNotKeptSoThatTheStateDoesNotGrowWithThem() {
        bench.send(log.transaction());
        long before = entries();
        bench.send(log.snapshot(
                audit(8, "product_changed", 1),
                insert("users", columns("id", 1, "email", "ann@shop")),
                insert("products", columns("id", 1, "name", "lamp", "description", "bright")),
                insert("tags", columns("product_id", 1, "tag", "home"))));
        bench.send(log.transaction(audit(9, "product_changed", 1)));
        assertThat(bench.events()).hasSize(1);
        assertThat(entries()).isEqualTo(before);
    }

    private long entries() {
        long count = 0;
        try (var entries =
                bench.driver.getKeyValueStore(ApplyTransactions.REPLICA).all()) {
            for (; entries.hasNext(); entries.next()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void aTransactionThatComesAgainIsDroppedWholeAlsoWhenItIsTruncatedWithAFittingCount() {
        Transaction first = log.transaction(
                update("products", columns("id", 1, "name", "torch", "description", "bright")),
                audit(1, "product_changed", 1));
        Transaction second = log.transaction(
                update("products", columns("id", 1, "name", "beam", "description", "bright")),
                audit(2, "product_changed", 1));
        bench.send(first);
        bench.send(second);
        assertThat(bench.events()).hasSize(2);
        bench.send(first.truncated(1));
        bench.send(second);
        assertThat(bench.events()).isEmpty();
        bench.send(log.transaction(audit(3, "product_changed", 1)));
        assertThat(bench.lines()).containsExactly(changed("beam", "bright", "\"home\""));
    }

    @Test
    void aBeginMakesWhatWasCollectedVoid() {
        Transaction broken = log.transaction(
                update("products", columns("id", 1, "name", "torch", "description", "bright")),
                audit(1, "product_changed", 1));
        bench.send(broken.records().subList(0, 2));
        bench.send(broken);
        assertThat(bench.lines()).containsExactly(changed("torch", "bright", "\"home\""));
    }

    @Test
    void aTransactionOfOnlyAMessageMovesThePositionAndIsNoEvent() {
        Transaction heartbeat = log.transaction();
        String message = "{\"op\":\"m\",\"source\":{\"schema\":\"\",\"table\":\"\"},\"transaction\":{\"id\":\""
                + heartbeat.number() + ":5\"},\"message\":{\"prefix\":\"tidings\",\"content\":\"\"}}";
        bench.send(new Transaction(heartbeat.number(), heartbeat.end(), heartbeat.millis(), List.of(message)));
        bench.send("shop", "{\"op\":\"m\",\"transaction\":null}");
        assertThat(bench.deadLetters()).isEmpty();
        assertThat(Progress.load(bench.driver.getKeyValueStore(ApplyTransactions.PROGRESS))
                        .applied())
                .isEqualTo(heartbeat.end());
    }

    @Test
    void truncateEndsEveryRowAndWhatIsInsertedAfterItStays() {
        bench.send(log.transaction(
                truncate("tags"),
                insert("tags", columns("product_id", 1, "tag", "new")),
                audit(1, "product_changed", 1)));
        assertThat(bench.lines()).containsExactly(changed("lamp", "bright", "\"new\""));
    }

    @Test
    void aPrimaryKeyChangeTakesLeftOutValuesFromTheRowUnderItsOldKey() {
        bench.send(log.transaction(
                delete("products", columns("id", 1, "name", "", "description", null)),
                insert("products", columns("id", 5, "name", "lamp", "description", "__debezium_unavailable_value")),
                audit(1, "product_changed", 5),
                audit(2, "product_changed", 1)));
        assertThat(bench.lines()).containsExactly(changed("lamp", "bright", ""), changed("lamp", "bright", "\"home\""));
    }

    @Test
    void anUpdateTakesLeftOutValuesFromTheRowAlsoWithinOneTransaction() {
        bench.send(log.transaction(
                update("products", columns("id", 1, "name", "torch", "description", "long")),
                update("products", columns("id", 1, "name", "beam", "description", "__debezium_unavailable_value")),
                audit(1, "product_changed", 1)));
        assertThat(bench.lines()).containsExactly(changed("beam", "long", "\"home\""));
    }

    @Test
    void anInsertedTextThatReadsLikeThePlaceholderIsWhatWasWritten() {
        bench.send(log.transaction(
                insert("products", columns("id", 2, "name", "x", "description", "__debezium_unavailable_value")),
                audit(1, "product_changed", 2)));
        assertThat(bench.lines()).containsExactly(changed("x", "__debezium_unavailable_value", ""));
    }

    @Test
    void tablesThatNoContractReachesAreCountedAndIgnored() {
        bench.send(log.transaction(
                insert("strangers", columns("x", 1)), truncate("strangers"), audit(1, "product_changed", 1)));
        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void columnsThatComeAndGoAreFollowed() {
        bench.send(log.transaction(
                update("products", columns("id", 1, "name", "lamp", "extra", 7)), audit(1, "product_changed", 1)));
        assertThat(bench.lines()).containsExactly(changed("lamp", null, "\"home\""));
    }
}
