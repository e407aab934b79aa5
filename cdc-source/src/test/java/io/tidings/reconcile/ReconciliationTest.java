package io.tidings.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contract;
import io.tidings.reconcile.Reconciliation.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Path PORTAL = Path.of("..", "schemas", "src", "main", "avro", "portal");
    private static final String CREATED = "data_product_created";
    private static final String TOPIC = "product-created";
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration CLOCK_AHEAD = Duration.ofSeconds(1);

    private static List<Contract> contracts() throws IOException {
        return ContractCompiler.compile(PORTAL, CatalogFile.read(Files.readString(PORTAL.resolve("catalog.yaml"))))
                .fold(contracts -> contracts.contracts(), problems -> {
                    throw new AssertionError(problems.toString());
                });
    }

    private static Reconciliation compare(Map<String, String> rows, Set<Told> events, Set<Told> deadLetters)
            throws IOException {
        List<AuditRow> auditRows = rows.entrySet().stream()
                .map(row -> new AuditRow(row.getKey(), row.getValue(), Optional.empty()))
                .toList();
        return compare(auditRows, tellings(events), tellings(deadLetters));
    }

    private static Reconciliation compare(List<AuditRow> rows, Set<Telling> events, Set<Telling> deadLetters)
            throws IOException {
        return Reconciliation.of(contracts(), rows, new Published(events, deadLetters), CLOCK_AHEAD);
    }

    private static Set<Telling> tellings(Set<Told> told) {
        return told.stream().map(one -> new Telling(one, "1", NOON)).collect(Collectors.toSet());
    }

    /** An event or dead letter of a row of id 1 whose transaction committed some seconds after noon. */
    private static Telling committed(long seconds) {
        return new Telling(told("1"), "at " + seconds, NOON.plusSeconds(seconds));
    }

    /** A row of id 1 that was written some seconds after noon, by its own time. */
    private static AuditRow written(long seconds) {
        return new AuditRow("1", CREATED, Optional.of(NOON.plusSeconds(seconds)));
    }

    private static Told told(String id) {
        return new Told(id, TOPIC);
    }

    @Test
    void everyRowWithItsEventIsComplete() throws IOException {
        Reconciliation result =
                compare(Map.of("1", CREATED, "2", "never_heard_of", "3", ""), Set.of(told("1")), Set.of());
        assertThat(result.rows()).isEqualTo(3);
        assertThat(result.expected()).isOne();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.extra()).isEmpty();
    }

    @Test
    void aRowThatNothingTellsOfIsMissing() throws IOException {
        Reconciliation result = compare(Map.of("1", CREATED, "2", CREATED), Set.of(told("1")), Set.of());
        assertThat(result.missing()).containsExactly(told("2"));
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void anEventOfAnotherContractIsNotTheRows() throws IOException {
        Reconciliation result = compare(Map.of("1", CREATED), Set.of(new Told("1", "product-deleted")), Set.of());
        assertThat(result.missing()).containsExactly(told("1"));
    }

    @Test
    void aRejectedOneIsNotMissingAndARedrivenOneIsNotRejected() throws IOException {
        Reconciliation result =
                compare(Map.of("1", CREATED, "2", CREATED), Set.of(told("2")), Set.of(told("1"), told("2")));
        assertThat(result.deadLettered()).containsExactly(told("1"));
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void anEventWithoutItsRowIsExtraUnlessTheRowIsThereAfterAll() throws IOException {
        Reconciliation result = compare(Map.of(), Set.of(told("1"), told("2")), Set.of());
        assertThat(result.extraIds()).containsExactlyInAnyOrder("1", "2");
        assertThat(result.without(Set.of("2")).extra()).containsExactly(told("1"));
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void theEventOfAnEarlierRowIsNotThatOfALaterOneWithItsId() throws IOException {
        Reconciliation hidden = compare(List.of(written(60)), Set.of(committed(3)), Set.of());
        assertThat(hidden.missing()).containsExactly(told("1"));
        assertThat(hidden.older()).isOne();
        assertThat(hidden.isComplete()).isFalse();
        assertThat(compare(List.of(written(60)), Set.of(committed(3), committed(61)), Set.of())
                        .isComplete())
                .isTrue();
        assertThat(compare(List.of(written(60)), Set.of(), Set.of(committed(3))).missing())
                .as("a dead letter of an earlier row")
                .containsExactly(told("1"));
    }

    @Test
    void eachOfTwoRowsWithOneIdNeedsAnEventOfItsOwn() throws IOException {
        List<AuditRow> rows = List.of(written(0), written(60));
        assertThat(compare(rows, Set.of(committed(1), committed(61)), Set.of()).isComplete())
                .isTrue();
        Reconciliation one = compare(rows, Set.of(committed(61)), Set.of());
        assertThat(one.expected()).isEqualTo(2);
        assertThat(one.missing()).containsExactly(told("1"));
        assertThat(one.older()).isZero();
        assertThat(compare(rows, Set.of(committed(1)), Set.of(committed(61))).deadLettered())
                .containsExactly(told("1"));
        assertThat(compare(rows, Set.of(), Set.of()).missing()).containsExactly(told("1"), told("1"));
    }

    @Test
    void aRowWithoutATimeHasWhateverEventHasItsId() throws IOException {
        assertThat(compare(List.of(new AuditRow("1", CREATED, Optional.empty())), Set.of(committed(-9)), Set.of())
                        .isComplete())
                .isTrue();
    }

    @Test
    void aClockThatIsALittleAheadHidesNoEvent() throws IOException {
        assertThat(compare(List.of(written(1)), Set.of(committed(0)), Set.of()).isComplete())
                .isTrue();
        assertThat(compare(List.of(written(2)), Set.of(committed(0)), Set.of()).isComplete())
                .isFalse();
    }
}
