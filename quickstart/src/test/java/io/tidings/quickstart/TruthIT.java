package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.RecordPlan.Remembered;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.RowName;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.scenario.MemoryView;
import io.tidings.quickstart.Truth.Expected;
import io.tidings.wire.PlainJson;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Two opinions on every event, without a log or a store between them: the contracts, evaluated on copies of the whole
 * database, and the SQL of truth.sql, which knows nothing of contracts.
 */
class TruthIT {
    @Test
    void contractsAndSqlAgreeOnEveryEventOfTheDemo() throws Exception {
        try (PortalDatabase database = PortalDatabase.of(Workload.demo())) {
            List<Expected> expected = assertAgreement(database, 54);
            assertThat(expected)
                    .as("the demo shows every action of the portal")
                    .extracting(Expected::action)
                    .containsAll(database.contracts().contracts().stream()
                            .flatMap(contract -> contract.actions().stream())
                            .toList());
            JsonNode deleted = only("product-deleted", expected);
            assertThat(deleted.at("/product/domain").asText()).isEqualTo("Network Operations");
            assertThat(deleted.at("/outputPorts/0/consumers/0/name").asText()).isEqualTo("Delay Forecast");
            assertThat(deleted.at("/assets/0/configuration/table").asText()).isEqualTo("hourly");
        }
    }

    @Test
    @EnabledIf("io.tidings.quickstart.Portal#isAtHand")
    void contractsAndSqlAgreeOnEveryEventOfTheRealPortal() throws Exception {
        try (PortalDatabase database = PortalDatabase.of(Portal.workload())) {
            assertAgreement(database, 88);
        }
    }

    private static List<Expected> assertAgreement(PortalDatabase database, int auditRows) throws Exception {
        Contracts contracts = database.contracts();
        Map<String, Outcome> outcomes = evaluated(database, contracts);
        List<Expected> expected = database.expected().stream()
                .filter(event -> !event.action().equals(Truth.CHANGE))
                .toList();
        assertThat(expected).hasSize(auditRows);
        assertThat(outcomes.keySet()).hasSize(auditRows);
        for (Expected event : expected) {
            Outcome outcome = Objects.requireNonNull(outcomes.get(event.id()), event.action());
            assertThat(outcome).as(event.action()).isInstanceOf(Outcome.Event.class);
            Outcome.Event evaluated = (Outcome.Event) outcome;
            Contract contract = evaluated.contract();
            assertThat(event.topic()).as(event.action()).isEqualTo(contract.topic());
            assertThat(event.key()).as(event.action()).isEqualTo(evaluated.key());
            assertThat(event.value()).as(event.action()).isEqualTo(PlainJson.of(contract.schema(), evaluated.value()));
        }
        return expected;
    }

    private static Map<String, Outcome> evaluated(PortalDatabase database, Contracts contracts) throws Exception {
        AtomicReference<MemoryView> latest;
        try (Connection connection = database.connect()) {
            latest = new AtomicReference<>(Snapshot.take(connection, contracts, null));
        }
        Map<String, Outcome> outcomes = new TreeMap<>();
        MapMemory memory = new MapMemory(new HashMap<>());
        database.play((connection, transaction) -> {
            MemoryView before = Objects.requireNonNull(latest.get());
            MemoryView now = Snapshot.take(connection, contracts, before);
            latest.set(now);
            for (Row auditRow : Snapshot.newRows(now, before, contracts.audit().table())) {
                Evaluated evaluated = contracts.evaluate(new Trigger.Audited(auditRow, now), memory);
                evaluated.entries().forEach(memory::remember);
                for (Outcome outcome : evaluated.outcomes()) {
                    Outcome twin = outcomes.put(String.valueOf(auditRow.value("id")), outcome);
                    assertThat(twin)
                            .as("an audit row of the portal feeds one event")
                            .isNull();
                }
            }
        });
        return outcomes;
    }

    private record MapMemory(Map<List<Object>, Optional<Object>> shown) implements Memory {
        @Override
        public Optional<Object> recall(Remembered what, RowName row) {
            return shown.getOrDefault(List.of(what.field(), row), Optional.empty());
        }

        void remember(Entry entry) {
            shown.put(List.of(entry.what().field(), entry.row()), entry.datum());
        }
    }

    private static JsonNode only(String topic, List<Expected> events) {
        List<Expected> found =
                events.stream().filter(event -> topic.equals(event.topic())).toList();
        assertThat(found).hasSize(1);
        return found.get(0).value();
    }
}
