package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnricherMetersTest {
    private EnricherBench bench;

    @BeforeEach
    void open(@TempDir Path state) {
        bench = new EnricherBench(state, Duration.ofDays(7));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private double count(String name, String... tags) {
        return bench.registry.find(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private long events() {
        return bench.registry.find("tidings.event.latency").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private void someOfEach() {
        bench.send(bench.log.transaction(
                insert("products", columns("id", 1, "name", "desk")), audit(1, "product_created", 1)));
        bench.send(bench.log.transaction(audit(2, "product_removed", 404)));
        bench.send(bench.log.transaction(audit(3, "never_heard_of", 1)));
        bench.send("shop", "no json");
    }

    @Test
    void whatHasLeftCountsWhenItsKafkaTransactionHasCommitted() {
        someOfEach();
        assertThat(events()).isZero();
        bench.meters.departures().committed();
        assertThat(events()).isEqualTo(bench.events().size()).isPositive();
        assertThat(count("tidings.dead.letters", "event", "product-changed")).isOne();
        assertThat(count("tidings.unreadable.records")).isOne();
        assertThat(count("tidings.unmapped.actions", "action", "never_heard_of"))
                .isOne();
        assertThat(count("tidings.enricher.transactions")).isEqualTo(3);
        assertThat(bench.meters.deadLetters()).isEqualTo(2);
        bench.meters.departures().committed();
        assertThat(count("tidings.enricher.transactions")).isEqualTo(3);
    }

    @Test
    void whatIsGivenUpDoesNotCount() {
        someOfEach();
        bench.meters.departures().aborted();
        bench.meters.departures().committed();
        assertThat(events()).isZero();
        assertThat(bench.meters.deadLetters()).isZero();
    }

    @Test
    void anotherThreadsTransactionIsItsOwn() throws InterruptedException {
        someOfEach();
        Thread other = new Thread(() -> bench.meters.departures().committed());
        other.start();
        other.join();
        assertThat(events()).isZero();
    }

    @Test
    void latencyIsFromTheCommitInTheDatabase() {
        bench.log.pass(-Duration.ofHours(1).toMillis());
        bench.send(bench.log.transaction(
                insert("products", columns("id", 1, "name", "desk")), audit(1, "product_created", 1)));
        bench.meters.departures().committed();
        assertThat(bench.registry.get("tidings.event.latency").timer().max(TimeUnit.MINUTES))
                .isGreaterThan(0);
    }

    @Test
    void actionsThatNobodyNamesCannotFillTheMemory() {
        for (int action = 0; action < 150; action++) {
            bench.send(bench.log.transaction(audit(action, "odd_" + action, 1)));
        }
        bench.meters.departures().committed();
        assertThat(bench.registry.find("tidings.unmapped.actions").counters()).hasSize(101);
        assertThat(count("tidings.unmapped.actions", "action", "other")).isEqualTo(50);
    }

    @Test
    void aTaskThatIsClosedTakesItsGaugesAlong() {
        bench.send(bench.log.transaction(insert("products", columns("id", 1, "name", "desk"))));
        assertThat(bench.meters.appliedMillis()).containsOnlyKeys("0_0").doesNotContainValue(0L);
        TaskMeters other = bench.meters.task("0_1");
        assertThat(bench.registry.get("tidings.store.rows").gauges()).hasSize(2);
        assertThat(bench.meters.appliedMillis()).containsEntry("0_1", 0L);
        other.close();
        assertThat(bench.registry.get("tidings.store.rows").gauges()).hasSize(1);
        assertThat(bench.meters.appliedMillis()).containsOnlyKeys("0_0").doesNotContainValue(0L);
    }
}
