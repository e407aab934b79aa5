package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.delete;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events look back: at what matched last, and at what the event before showed. */
class HistoryTest {
    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;
    private long audits;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofHours(1), EnricherBench.contracts("rows"));
        log = bench.log;
        bench.send(log.snapshot(
                insert("users", columns("id", 1, "email", "ann@shop")),
                insert("products", columns("id", 1, "name", "lamp")),
                insert("tags", columns("product_id", 1, "tag", "warm"))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ScriptedLog.RowChange tag(String tag) {
        return insert("tags", columns("product_id", 1, "tag", tag));
    }

    private static ScriptedLog.RowChange untag(String tag) {
        return delete("tags", columns("product_id", 1, "tag", tag));
    }

    private static ScriptedLog.RowChange rename(String name) {
        return update("products", columns("id", 1, "name", name));
    }

    private List<String> after(String action) {
        bench.send(log.transaction(audit(++audits, action, 1)));
        return bench.lines();
    }

    private static String cleared(String tags, String names) {
        return "tags-cleared {\"tags\": [" + tags + "], \"productThen\": [" + names + "]}";
    }

    @Test
    void whatMatchesNowIsWhatMatchedLast() {
        bench.send(log.transaction(tag("home")));
        assertThat(after("tags_cleared")).containsExactly(cleared("\"home\", \"warm\"", "\"lamp\", \"lamp\""));
    }

    @Test
    void whatMatchedMostRecentlyIsShownWithAllThatItLedToThen() {
        bench.send(log.transaction(untag("warm"), tag("x"), tag("home")));
        bench.send(log.transaction(rename("lamp two")));
        bench.send(log.transaction(untag("x"), rename("lamp three")));
        bench.send(log.transaction(untag("home")));
        bench.send(log.transaction(rename("lamp four")));
        assertThat(after("tags_cleared")).containsExactly(cleared("\"home\"", "\"lamp three\""));
    }

    @Test
    void rowsThatCameAndWentInOneTransactionNeverMatched() {
        bench.send(log.transaction(untag("warm")));
        bench.send(log.transaction(tag("x"), untag("x")));
        assertThat(after("tags_cleared")).containsExactly(cleared("\"warm\"", "\"lamp\""));
    }

    @Test
    void whatNeverMatchedIsNothing() {
        bench.send(log.transaction(insert("products", columns("id", 2, "name", "desk"))));
        bench.events();
        bench.send(log.transaction(audit(1, "tags_cleared", 2)));
        assertThat(bench.lines()).containsExactly(cleared("", ""));
    }

    @Test
    void whatMatchedLongerAgoThanTheRetentionIsADeadLetterThatSaysSo() {
        bench.send(log.transaction(untag("warm")));
        log.pass(Duration.ofMinutes(70).toMillis());
        bench.send(log.transaction());
        assertThat(after("tags_cleared")).isEmpty();
        assertThat(bench.deadLetters())
                .singleElement()
                .extracting(letter -> letter.get("reason").asText())
                .isEqualTo(
                        "tags (`last(product.id <- tags.product_id) . tag`): what it gave last is forgotten: it ended"
                                + " longer ago than the retention");
    }

    @Test
    void anEntityThatIsForgottenIsADeadLetterThatSaysSo() {
        bench.send(log.transaction(delete("products", columns("id", 1))));
        bench.events();
        log.pass(Duration.ofMinutes(70).toMillis());
        bench.send(log.transaction());
        assertThat(after("product_changed")).isEmpty();
        assertThat(bench.deadLetters())
                .singleElement()
                .extracting(letter -> letter.get("reason").asText())
                .isEqualTo("@key (`product.id`): the row [1] of public.products is forgotten: it ended longer ago than"
                        + " the retention");
    }

    private static String product(String name, String tags) {
        return "{\"name\": \"" + name + "\", \"description\": null, \"tags\": [" + tags + "]}";
    }

    private static String updated(String now, String previous, String changes) {
        return "product-updated {\"product\": " + now + ", \"previous\": " + previous + ", \"changes\": [" + changes
                + "]}";
    }

    @Test
    void anUpdateShowsWhatTheEventBeforeShowedHoweverLongAgo() {
        assertThat(after("product_changed")).containsExactly(updated(product("lamp", "\"warm\""), "null", ""));
        log.pass(Duration.ofDays(3).toMillis());
        bench.send(log.transaction(rename("x"), untag("warm")));
        bench.send(log.transaction(rename("lamp two")));
        log.pass(Duration.ofDays(3).toMillis());
        bench.send(log.transaction());
        assertThat(after("product_changed"))
                .containsExactly(updated(product("lamp two", ""), product("lamp", "\"warm\""), "\"name\", \"tags\""));
        assertThat(after("product_changed"))
                .containsExactly(updated(product("lamp two", ""), product("lamp two", ""), ""));
    }

    @Test
    void anEventOfAnotherTypeAboutTheSameEntityCountsAsTheOneBefore() {
        bench.send(log.transaction(rename("lamp two")));
        assertThat(after("tags_cleared")).hasSize(1);
        bench.send(log.transaction(rename("lamp three")));
        assertThat(after("product_changed"))
                .containsExactly(
                        updated(product("lamp three", "\"warm\""), product("lamp two", "\"warm\""), "\"name\""));
    }

    @Test
    void ofAnEntityThatIsGoneNothingIsRememberedAndOneThatIsMadeAgainIsKnownFromItsOwnEvents() {
        assertThat(after("product_changed")).hasSize(1);
        bench.send(log.transaction(delete("products", columns("id", 1))));
        assertThat(bench.lines()).hasSize(1);
        assertThat(after("product_changed")).containsExactly(updated(product("lamp", "\"warm\""), "null", ""));
        bench.send(log.transaction(insert("products", columns("id", 1, "name", "lamp again"))));
        assertThat(bench.lines()).hasSize(1);
        bench.send(log.transaction(rename("lamp anew")));
        assertThat(after("product_changed"))
                .containsExactly(
                        updated(product("lamp anew", "\"warm\""), product("lamp again", "\"warm\""), "\"name\""));
    }

    @Test
    void aColumnThatVanishedIsADeadLetterThatNamesIt() {
        bench.send(log.transaction(update("users", columns("id", 1, "mail", "ann@shop"))));
        assertThat(bench.deadLetters())
                .singleElement()
                .extracting(letter -> letter.get("reason").asText())
                .isEqualTo("email (`row.email`): the row of public.users has no column email: the table is not the one"
                        + " that the contracts were compiled for");
    }
}
