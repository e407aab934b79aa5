package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.auditRow;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.enricher.ScriptedLog.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot become an event is kept with all that is needed to find out why, and the stream goes on. */
class DeadLettersTest {
    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7));
        log = bench.log;
        bench.send(log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aRejectedEventSaysWhyWhichWhereAndShowsTheAuditRow() {
        Transaction transaction = log.transaction(audit(6, "product_changed", 1), audit(7, "product_changed", 99));
        bench.send(transaction);
        assertThat(bench.events()).hasSize(1);
        JsonNode letter = bench.deadLetters().get(0);
        assertThat(letter.path("outcome").asText()).isEqualTo("rejected");
        assertThat(letter.path("reason").asText()).contains("@key (`product.id`): the path gives no value");
        assertThat(letter.path("reasons").findValuesAsText("field")).containsExactly("@key", "name");
        assertThat(letter.path("contract").asText()).isEqualTo("shop.product-changed.v1");
        assertThat(letter.path("topic").asText()).isEqualTo("product-changed");
        assertThat(letter.path("id").asText())
                .isEqualTo(String.format("%016x-10000001:product-changed", transaction.end()));
        assertThat(letter.path("auditId").asText()).isEqualTo("7");
        assertThat(letter.path("source").asText()).isEqualTo("shop");
        assertThat(letter.path("position").asLong()).isEqualTo(transaction.end());
        assertThat(letter.path("sequence").asText()).endsWith("-10000001");
        assertThat(letter.path("committed").asText())
                .isEqualTo(Instant.ofEpochMilli(transaction.millis()).toString());
        assertThat(letter.path("auditRow").path("id").asInt()).isEqualTo(7);
        assertThat(letter.path("auditRow").path("subject_id").asInt()).isEqualTo(99);
    }

    @Test
    void oneContractsRejectionDoesNotKeepAnothersEventBack() {
        bench.send(log.transaction(insert("products", columns("id", 2, "name", null)), audit(1, "product_created", 2)));
        assertThat(bench.deadLetters()).hasSize(2);
        bench.send(log.transaction(audit(2, "product_created", 1)));
        assertThat(bench.events()).hasSize(2);
    }

    @Test
    void aRecordThatIsNoEnvelopeGoesAsideAlsoInTheMiddleOfATransaction() throws IOException {
        Transaction transaction = log.transaction(audit(1, "product_changed", 1), audit(2, "product_changed", 1));
        bench.send(transaction.records().subList(0, 2));
        bench.send("shop", "no json");
        bench.send("shop", "{\"payload\":1}");
        bench.send(transaction.records().subList(2, 4));
        assertThat(bench.events()).hasSize(2);
        var letters = bench.deadLetters();
        assertThat(letters).hasSize(2);
        assertThat(letters.get(0).path("reason").asText()).contains("no json");
        assertThat(letters.get(0).path("partition").asInt()).isZero();
        assertThat(letters.get(0).path("offset").asLong()).isEqualTo(3);
        assertThat(new String(letters.get(0).path("recordBase64").binaryValue(), StandardCharsets.UTF_8))
                .isEqualTo("no json");
    }

    @Test
    void tombstonesCarryNothing() {
        bench.send("shop", null);
        bench.send(null, null);
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void recordsOfAnotherSourceOrOfNoneGoAsideAndDoNotTouchTheTransaction() {
        Transaction transaction = log.transaction(audit(1, "product_changed", 1));
        bench.send(transaction.records().subList(0, 2));
        bench.send("forge", transaction.begin());
        bench.send(null, transaction.begin());
        bench.send(transaction.records().subList(2, 3));
        assertThat(bench.events()).hasSize(1);
        assertThat(bench.deadLetters())
                .extracting(letter -> letter.path("reason").asText())
                .allSatisfy(reason -> assertThat(reason).contains("its partition belongs to the source shop"))
                .hasSize(2);
    }

    @Test
    void aDeadLetterIsNeverTooLargeForABroker() {
        var row = auditRow(1, "product_changed", 99);
        row.put("note", "n".repeat(3_000_000));
        bench.send(log.transaction(insert("events", row)));
        bench.send("shop", "x".repeat(3_000_000));
        var letters = bench.deadLetters();
        assertThat(letters)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.toString().length()).isLessThan(900_000));
        assertThat(letters.get(0).path("auditRow").path("note").asText()).contains("(cut, 3000000 characters)");
        assertThat(letters.get(0).path("auditRow").path("id").asInt()).isEqualTo(1);
        assertThat(letters.get(1).path("recordBytes").asInt()).isEqualTo(3_000_000);
    }
}
