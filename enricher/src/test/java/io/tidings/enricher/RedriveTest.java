package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static io.tidings.enricher.ScriptedLog.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.ScriptedLog.Transaction;
import io.tidings.enricher.replica.Replica;
import io.tidings.log.ControlRecord;
import io.tidings.log.ControlRecord.Redrive.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rejected event is evaluated again as of its original position, in order, and becomes an event once. */
class RedriveTest {
    private static final String CHANGED = "product-changed";
    private static final String OPTIONAL_NAME = "union { null, string } @from(\"product.name\") name = null;";

    @TempDir
    Path directory;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void open() {
        bench = new EnricherBench(directory.resolve("state"), Duration.ofDays(7));
        log = bench.log;
        bench.send(log.snapshot(insert("products", columns("id", 1, "name", null))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Contracts mended(String name) throws IOException {
        Path mended = Files.createDirectories(directory.resolve("contracts"));
        Path shop = Path.of("src", "test", "resources", "shop");
        for (String file : List.of("product-changed.avdl", "product-seen.avdl", "source.yaml", "catalog.yaml")) {
            String text = Files.readString(shop.resolve(file));
            Files.writeString(
                    mended.resolve(file),
                    file.startsWith(CHANGED) ? text.replace("string @from(\"product.name\") name;", name) : text);
        }
        return ContractCompiler.compile(mended, CatalogFile.read(Files.readString(mended.resolve("catalog.yaml"))))
                .fold(compiled -> compiled, problems -> {
                    throw new AssertionError(problems.toString());
                });
    }

    private Replica replica(KeyValueStore<Bytes, byte[]> store) {
        Map<TableName, List<String>> kept = new HashMap<>(bench.contracts.primaryKeys());
        kept.remove(bench.contracts.audit().table());
        return new Replica(store, kept, bench.contracts.keyless(), bench.contracts.lookups(), 0);
    }

    /** As an enricher with these contracts answers, on what the bench's left. */
    private List<Record<String, Publication>> redriven(Contracts contracts, Letter... letters) {
        Replica replica = replica(bench.driver.getKeyValueStore(ApplyTransactions.REPLICA));
        List<Record<String, Publication>> output = new ArrayList<>();
        new Redrive(
                        EnricherBench.source(contracts),
                        new OpenLetters(bench.driver.getKeyValueStore(EvaluateContracts.LETTERS)),
                        output::add)
                .answer(
                        new Committed.Redrive(
                                new ControlRecord.Redrive("r", List.of(letters)),
                                position -> replica.reaches(position)
                                        ? Optional.of(replica.asOf(position))
                                        : Optional.empty()),
                        log.now(),
                        new EnricherMeters(new SimpleMeterRegistry(), Clock.systemUTC()));
        return output;
    }

    private static List<String> outcomes(List<Record<String, Publication>> output) {
        return output.stream()
                .filter(record -> record.value().topic().equals(EnricherBench.DEAD_LETTERS))
                .map(record -> EnricherBench.json(record.value().value())
                        .path("outcome")
                        .asText())
                .toList();
    }

    private static List<Record<String, Publication>> events(List<Record<String, Publication>> output) {
        return output.stream()
                .filter(record -> !record.value().topic().equals(EnricherBench.DEAD_LETTERS))
                .toList();
    }

    private static String header(Record<String, Publication> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private Letter rejected(Transaction transaction) {
        bench.send(transaction);
        JsonNode letter = bench.deadLetters().get(0);
        assertThat(letter.path("outcome").asText()).isEqualTo("rejected");
        return new Letter(letter.path("sequence").asText(), letter.path("topic").asText());
    }

    @Test
    void itBecomesTheEventThatItWouldHaveBeenThen() throws IOException {
        Transaction transaction = log.transaction(audit(7, "product_changed", 1));
        Letter letter = rejected(transaction);
        bench.send(log.transaction(update("products", columns("id", 1, "name", "named later"))));
        List<Record<String, Publication>> output = redriven(mended(OPTIONAL_NAME), letter);
        assertThat(outcomes(output)).containsExactly("redriven");
        Record<String, Publication> event = events(output).get(0);
        assertThat(event.value().topic()).isEqualTo(CHANGED);
        assertThat(event.key()).isEqualTo("1");
        assertThat(event.timestamp()).isEqualTo(transaction.millis());
        assertThat(header(event, "ce_sequence")).isEqualTo(letter.sequence() + "-00");
        assertThat(header(event, "ce_id")).isEqualTo(letter.sequence() + ":" + CHANGED);
        assertThat(header(event, "ce_auditid")).isEqualTo("7");
        // Five bytes of framing; then the union's null, which a name that came later would not be.
        assertThat(event.value().value()[5]).isZero();
        assertThat(new String(event.value().value(), StandardCharsets.ISO_8859_1))
                .doesNotContain("named later");
    }

    @Test
    void askedTwiceItIsAnEventOnce() throws IOException {
        Letter letter = rejected(log.transaction(audit(7, "product_changed", 1)));
        Contracts mended = mended(OPTIONAL_NAME);
        assertThat(events(redriven(mended, letter, letter))).hasSize(1);
        List<Record<String, Publication>> again = redriven(mended, letter);
        assertThat(events(again)).isEmpty();
        assertThat(outcomes(again)).containsExactly("not-open");
    }

    @Test
    void whatIsStillRejectedSaysWhyAndStaysOpen() throws IOException {
        Letter letter = rejected(log.transaction(audit(7, "product_changed", 1)));
        bench.send("shop", new String(new ControlRecord.Redrive("r1", List.of(letter)).json(), StandardCharsets.UTF_8));
        JsonNode answer = bench.deadLetters().get(0);
        assertThat(answer.path("outcome").asText()).isEqualTo("rejected");
        assertThat(answer.path("request").asText()).isEqualTo("r1");
        assertThat(answer.path("sequence").asText()).isEqualTo(letter.sequence());
        assertThat(answer.path("reason").asText()).contains("name (`product.name`)");
        assertThat(events(redriven(mended(OPTIONAL_NAME), letter))).hasSize(1);
    }

    @Test
    void anEventWaitsForAnEarlierOneAboutTheSameRow() throws IOException {
        bench.send(log.transaction(insert("products", columns("id", 2, "name", null))));
        Letter first = rejected(log.transaction(audit(7, "product_changed", 1)));
        Letter other = rejected(log.transaction(audit(8, "product_changed", 2)));
        Letter second = rejected(log.transaction(audit(9, "product_changed", 1)));
        Contracts mended = mended(OPTIONAL_NAME);
        List<Record<String, Publication>> output = redriven(mended, second, other);
        assertThat(events(output)).extracting(Record::key).containsExactly("2");
        assertThat(outcomes(output)).containsExactly("redriven", "rejected");
        assertThat(EnricherBench.json(output.get(2).value().value())
                        .path("reason")
                        .asText())
                .contains("it waits for " + first.sequence());
        assertThat(events(redriven(mended, second, first)))
                .extracting(event -> header(event, "ce_sequence"))
                .containsExactly(first.sequence() + "-00", second.sequence() + "-00");
    }

    @Test
    void whatIsForgottenIsNotGuessed() throws IOException {
        Letter letter = rejected(log.transaction(audit(7, "product_changed", 1)));
        bench.send(log.transaction(update("products", columns("id", 1, "name", "later"))));
        log.pass(Duration.ofDays(8).toMillis());
        bench.send(log.transaction());
        Contracts mended = mended(OPTIONAL_NAME);
        List<Record<String, Publication>> output = redriven(mended, letter);
        assertThat(events(output)).isEmpty();
        assertThat(outcomes(output)).containsExactly("forgotten");
        assertThat(outcomes(redriven(mended, letter))).containsExactly("not-open");
    }

    @Test
    void lettersOlderThanTheRetentionAreNotKept() throws IOException {
        Letter old = rejected(log.transaction(audit(7, "product_changed", 1)));
        log.pass(Duration.ofDays(8).toMillis());
        Letter young = rejected(log.transaction(audit(8, "product_changed", 1)));
        assertThat(outcomes(redriven(mended(OPTIONAL_NAME), old, young))).containsExactly("not-open", "redriven");
    }

    @Test
    void whatNoContractIsThereForStaysOpen() throws IOException {
        Letter letter = rejected(log.transaction(audit(7, "product_changed", 1)));
        Contracts renamed = mended(OPTIONAL_NAME);
        Contracts without = new Contracts(
                renamed.audit(),
                renamed.contracts().stream()
                        .filter(contract -> !contract.topic().equals(CHANGED))
                        .toList(),
                renamed.primaryKeys(),
                renamed.keyless(),
                renamed.lookups(),
                renamed.watched(),
                renamed.excluded());
        assertThat(outcomes(redriven(without, letter))).containsExactly("no-contract");
        assertThat(outcomes(redriven(renamed, letter))).containsExactly("redriven");
    }
}
