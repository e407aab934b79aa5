package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.delete;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.truncate;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of rows that no audit row tells of become events, in a fixed order, each with what the row last was. */
class RowChangesTest {
    private static final ScriptedLog.RowChange NO_LAMP = delete("products", columns("id", 1));
    private static final ScriptedLog.RowChange NO_HOME = delete("tags", columns("product_id", 1, "tag", "home"));
    private static final ScriptedLog.RowChange NO_WARM = delete("tags", columns("product_id", 1, "tag", "warm"));

    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7), EnricherBench.contracts("rows"));
        log = bench.log;
        bench.send(rows(log));
    }

    private static List<String> rows(ScriptedLog log) {
        return log.snapshot(
                insert("users", columns("id", 1, "email", "ann@shop")),
                insert("products", columns("id", 1, "name", "lamp")),
                insert("tags", columns("product_id", 1, "tag", "warm")),
                insert("tags", columns("product_id", 1, "tag", "home")));
    }

    @AfterEach
    void close() {
        assertThat(bench.deadLetters()).isEmpty();
        bench.close();
    }

    private static String tagRemoved(String tag, String actor) {
        return "tag-removed {\"tag\": \"" + tag + "\", \"product\": \"lamp\", \"actor\": " + actor + "}";
    }

    private static String lampRemoved(String actor) {
        return "product-removed {\"product\": {\"name\": \"lamp\", \"description\": null, \"tags\": [\"home\","
                + " \"warm\"]}, \"actor\": " + actor + "}";
    }

    @Test
    void theRowsOfASnapshotAreNoChanges() {
        assertThat(bench.lines()).isEmpty();
    }

    @Test
    void whatAParentTakesAlongComesFirstByPrimaryKeyEachWithItsLastState() {
        bench.send(log.transaction(NO_LAMP, NO_WARM, NO_HOME));
        assertThat(bench.lines())
                .containsExactly(tagRemoved("home", "null"), tagRemoved("warm", "null"), lampRemoved("null"));
    }

    @Test
    void aTruncateTakesEveryRow() {
        bench.send(log.transaction(truncate("products"), truncate("tags")));
        assertThat(bench.lines())
                .containsExactly(tagRemoved("home", "null"), tagRemoved("warm", "null"), lampRemoved("null"));
    }

    @Test
    void aChangeTakesActorAndCauseFromTheAuditRowOfItsTransaction() {
        ScriptedLog.Transaction transaction = log.transaction(NO_HOME, NO_WARM, NO_LAMP, audit(7, "something_else", 9));
        bench.send(transaction);
        assertThat(bench.events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.headers())
                        .containsEntry("ce_causationid", String.format("%016x-10000000", transaction.end()))
                        .containsEntry("ce_auditid", "7")
                        .containsEntry("ce_authid", "1"))
                .extracting(EnricherBench.Event::line)
                .containsExactly(
                        tagRemoved("home", "\"ann@shop\""),
                        tagRemoved("warm", "\"ann@shop\""),
                        lampRemoved("\"ann@shop\""));
    }

    @Test
    void aRowThatAnAuditRowOfItsTransactionNamesIsToldOfOnce() {
        ScriptedLog.Transaction transaction =
                log.transaction(NO_HOME, NO_WARM, NO_LAMP, audit(7, "product_removed", 1));
        bench.send(transaction);
        String position = String.format("%016x", transaction.end());
        assertThat(bench.events())
                .extracting(event -> String.valueOf(event.headers().get("ce_id")))
                .doesNotHaveDuplicates()
                .satisfiesExactly(
                        home -> assertThat(home).matches(position + "-[0-9a-f]{32}:tag-removed"),
                        warm -> assertThat(warm).matches(position + "-[0-9a-f]{32}:tag-removed"),
                        lamp -> assertThat(lamp).isEqualTo(position + "-10000000:product-removed"));
    }

    @Test
    void theIdOfAnEventDoesNotDependOnOtherContracts() throws IOException {
        bench.send(log.transaction(NO_HOME, NO_WARM, NO_LAMP));
        List<EnricherBench.Event> all = bench.events();
        assertThat(all).hasSize(3);
        try (EnricherBench alone = new EnricherBench(
                state.resolve("alone"), Duration.ofDays(7), only("product-removed.avdl", "types.avdl"))) {
            alone.send(rows(alone.log));
            alone.send(alone.log.transaction(NO_HOME, NO_WARM, NO_LAMP));
            assertThat(alone.events())
                    .extracting(event -> event.headers().get("ce_id"))
                    .containsExactly(all.get(2).headers().get("ce_id"));
        }
    }

    private Contracts only(String... files) throws IOException {
        Path some = Files.createDirectories(state.resolve("contracts"));
        Path rows = Path.of("src", "test", "resources", "rows");
        for (String file : Stream.concat(Stream.of("source.yaml", "catalog.yaml"), Stream.of(files))
                .toList()) {
            Files.copy(rows.resolve(file), some.resolve(file));
        }
        return Options.compile(some);
    }

    @Test
    void aChildThatGoesAloneWasNotTakenAlong() {
        bench.send(log.transaction(NO_HOME));
        assertThat(bench.lines()).isEmpty();
    }

    @Test
    void onlyTheColumnsThatAreNamedMakeAnUpdateAnEvent() {
        bench.send(log.transaction(update("users", columns("id", 1, "email", "ann@shop", "age", 5))));
        assertThat(bench.lines()).isEmpty();
        bench.send(log.transaction(
                update("users", columns("id", 1, "email", "x@shop")),
                update("users", columns("id", 1, "email", "bea@shop"))));
        assertThat(bench.lines()).containsExactly("user-renamed {\"email\": \"bea@shop\", \"was\": \"ann@shop\"}");
    }

    @Test
    void whatATransactionDoesAndUndoesIsNoChange() {
        bench.send(log.transaction(
                insert("products", columns("id", 2, "name", "desk")), delete("products", columns("id", 2))));
        bench.send(log.transaction(
                update("users", columns("id", 1, "email", "x@shop")),
                update("users", columns("id", 1, "email", "ann@shop"))));
        assertThat(bench.lines()).isEmpty();
    }

    @Test
    void aGeneratedColumnWhichOnlySnapshotsShowIsNoChangeWhenTheNextUpdateLacksIt() {
        bench.send(log.snapshot(
                insert("users", columns("id", 1, "email", "ann@shop")),
                insert("products", columns("id", 1, "name", "lamp")),
                insert("tags", columns("product_id", 1, "tag", "warm", "shout", "WARM"))));
        bench.send(log.transaction(update("tags", columns("product_id", 1, "tag", "warm"))));
        assertThat(bench.lines()).isEmpty();
        bench.send(log.transaction(update("tags", columns("product_id", 1, "tag", "warm", "note", "new"))));
        assertThat(bench.lines()).containsExactly("tag-changed {\"tag\": \"warm\"}");
    }

    @Test
    void aRowDeletedAndMadeAgainIsTheSameRow() {
        bench.send(log.transaction(
                delete("products", columns("id", 1)),
                update("users", columns("id", 1, "email", "ann@shop")),
                insert("products", columns("id", 1, "name", "lamp two"))));
        assertThat(bench.lines()).isEmpty();
    }

    @Test
    void changesOfRowsComeBeforeAuditRowsAndAreNumberedWithoutThem() {
        ScriptedLog.Transaction transaction =
                log.transaction(audit(1, "product_changed", 2), insert("products", columns("id", 2, "name", "desk")));
        bench.send(transaction);
        String position = String.format("%016x", transaction.end());
        assertThat(bench.events())
                .extracting(event -> event.topic() + " " + event.sequence())
                .containsExactly(
                        "product-added " + position + "-00000000-00", "product-updated " + position + "-10000000-00");
    }

    @Test
    void aDeliveryForTheSecondTimeGivesNothing() {
        ScriptedLog.Transaction transaction = log.transaction(NO_HOME, NO_WARM, NO_LAMP);
        bench.send(transaction);
        assertThat(bench.events()).hasSize(3);
        bench.send(transaction);
        assertThat(bench.events()).isEmpty();
    }
}
