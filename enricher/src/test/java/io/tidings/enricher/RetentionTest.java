package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.delete;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History is forgotten by the time that passes in the log, within a minute or two, and no earlier. */
class RetentionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path state;

    private EnricherBench bench;
    private ScriptedLog log;

    @BeforeEach
    void deleteAProduct() {
        bench = new EnricherBench(state, HOUR);
        log = bench.log;
        bench.send(log.snapshot(insert("products", columns("id", 1, "name", "lamp"))));
        bench.send(log.transaction(delete("products", columns("id", 1))));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private int eventsAfter(Duration time) {
        log.pass(time.toMillis());
        bench.send(log.transaction());
        log.pass(Duration.ofMinutes(2).toMillis());
        bench.send(log.transaction());
        bench.send(log.transaction(audit(1, "product_removed", 1)));
        return bench.events().size();
    }

    @Test
    void whatEndedWithinTheRetentionIsShown() {
        assertThat(eventsAfter(HOUR.minusMinutes(4))).isOne();
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void whatEndedBeforeItIsADeadLetter() {
        assertThat(eventsAfter(HOUR.plusMinutes(2))).isZero();
        assertThat(bench.deadLetters()).hasSize(1);
    }

    @Test
    void whatIsForgottenDependsOnTheTransactionsBeforeAloneAndNotOnWhenTheEnricherSweeps() {
        log.pass(HOUR.plusMinutes(2).toMillis());
        bench.send(log.transaction());
        bench.send(log.transaction(audit(1, "product_removed", 1)));
        assertThat(bench.events()).isEmpty();
        assertThat(bench.deadLetters()).hasSize(1);
    }

    @Test
    void aRecordFromTheFutureMakesNothingForgotten() {
        log.pass(Duration.ofDays(9).toMillis());
        bench.send("shop", "no json");
        log.pass(-Duration.ofDays(9).toMillis());
        assertThat(eventsAfter(Duration.ofMinutes(1))).isOne();
    }

    private double metric(String name) {
        return bench.registry.get("tidings.store." + name).gauge().value();
    }

    @Test
    void metricsTellHowMuchIsKeptAndHowMuchIsForgotten() {
        bench.send(log.transaction(insert("products", columns("id", 2, "name", "desk"))));
        assertThat(metric("rows")).isOne();
        assertThat(metric("ended")).isOne();
        assertThat(metric("forgotten")).isZero();
        log.pass(HOUR.plusMinutes(2).toMillis());
        bench.send(log.transaction());
        assertThat(metric("rows")).isOne();
        assertThat(metric("ended")).isZero();
        assertThat(metric("forgotten")).isOne();
        assertThat(metric("forgotten.before") * 1000)
                .isBetween((double) log.now() - HOUR.plusMinutes(1).toMillis(), (double) log.now() - HOUR.toMillis());
    }
}
