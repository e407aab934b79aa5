package io.tidings.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contract;
import io.tidings.reconcile.Reconciliation.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Path PORTAL = Path.of("..", "schemas", "src", "main", "avro", "portal");
    private static final String CREATED = "data_product_created";
    private static final String TOPIC = "product-created";

    private static List<Contract> contracts() throws IOException {
        return ContractCompiler.compile(PORTAL, CatalogFile.read(Files.readString(PORTAL.resolve("catalog.yaml"))))
                .fold(contracts -> contracts.contracts(), problems -> {
                    throw new AssertionError(problems.toString());
                });
    }

    private static Reconciliation compare(Map<String, String> rows, Set<Told> events, Set<Told> deadLetters)
            throws IOException {
        return Reconciliation.of(contracts(), rows, new Published(events, deadLetters));
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
}
