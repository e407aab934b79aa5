package io.tidings.contracts.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
    private static final Path PORTAL = Path.of("src/main/avro/portal");

    @TempDir
    Path directory;

    private static Catalog catalog() throws IOException {
        return CatalogFile.read(Files.readString(PORTAL.resolve("catalog.yaml")));
    }

    private static Contracts contracts() throws IOException {
        return ContractCompiler.compile(PORTAL, catalog()).fold(contracts -> contracts, problems -> {
            throw new AssertionError(problems);
        });
    }

    private static Scenarios portal() throws IOException {
        Problems problems = new Problems();
        Scenarios scenarios = Scenarios.read(PORTAL, contracts(), catalog(), problems);
        assertThat(problems.all()).isEmpty();
        return scenarios;
    }

    static Stream<Scenario> ofThePortal() throws IOException {
        return portal().all().stream();
    }

    @ParameterizedTest
    @MethodSource("ofThePortal")
    void thePortalsContractsTellWhatTheirScenariosSay(Scenario scenario) throws IOException {
        assertThat(portal().play(scenario).problems()).isEmpty();
    }

    @Test
    void everyEventTypeOfThePortalHasAScenario() throws IOException {
        Scenarios scenarios = portal();
        assertThat(scenarios.all().stream()
                        .flatMap(scenario -> scenarios.play(scenario).told().stream())
                        .map(told -> told.outcome().contract().topic()))
                .containsAll(scenarios.contracts().contracts().stream()
                        .map(Contract::topic)
                        .toList());
    }

    private Problems problems = new Problems();

    /** The problems of one scenario, as printed. */
    private List<String> problems(String scenario) throws IOException {
        problems = new Problems();
        Path scenarios = Files.createDirectories(directory.resolve("scenarios"));
        Files.copy(PORTAL.resolve("scenarios/given.yaml"), scenarios.resolve("given.yaml"));
        Files.writeString(scenarios.resolve("one.yaml"), "scenarios:\n  - name: a sentence\n" + scenario.indent(4));
        Scenarios read = Scenarios.read(directory, contracts(), catalog(), problems);
        List<Problem> found = problems.isEmpty() ? read.play(read.all().get(0)).problems() : problems.all();
        return found.stream().map(Problem::toString).toList();
    }

    private static String updated(String then) {
        return "when:\n"
                + "  - insert events: { id: a, name: data_product_updated, subject_type: DATA_PRODUCT, subject_id: sales, actor_id: emil }\n"
                + then;
    }

    @Test
    void everyDifferenceIsNamedWithItsLine() throws IOException {
        assertThat(problems(updated("""
                then:
                  - event: product-updated
                    key: timetable
                    actor: nora
                    cause: a
                    value:
                      product: { name: Sails, domain: { name: Operations }, tags: [realtime], team: none, nothing: 1 }
                      previous: Sales
                      about: null
                      actor: null
                """)))
                .containsExactly(
                        "scenarios/one.yaml:6: product-updated: its key is " + LoggedValue.uuid("sales")
                                + " and must be timetable.",
                        "scenarios/one.yaml:6: product-updated: its actor is " + LoggedValue.uuid("emil")
                                + " and must be nora.",
                        "scenarios/one.yaml:6: product-updated: its cause is  and must be a.",
                        "scenarios/one.yaml:6: product-updated: product.name is \"Sales\" and must be Sails.",
                        "scenarios/one.yaml:6: product-updated: product.domain is \"Operations\" and must have [name].",
                        "scenarios/one.yaml:6: product-updated: product.tags is [] and must have 1 elements.",
                        "scenarios/one.yaml:6: product-updated: product.team is [] and must be none.",
                        "scenarios/one.yaml:6: product-updated: it has no field product.nothing.",
                        "scenarios/one.yaml:6: product-updated: previous is null and must be Sales.",
                        "scenarios/one.yaml:6: product-updated: actor is {\"id\":\"" + LoggedValue.uuid("emil")
                                + "\",\"email\":\"emil.okafor@tramline.example\",\"externalId\":\"emil.okafor\","
                                + "\"firstName\":\"Emil\",\"lastName\":\"Okafor\"} and must be null.");
    }

    @Test
    void anEventTooManyOrMissingOrOfAnotherTypeIsNamed() throws IOException {
        assertThat(problems(updated("then: []\n")))
                .containsExactly("scenarios/one.yaml:2: product-updated is told too, and not expected.");
        Files.delete(directory.resolve("scenarios/given.yaml"));
        assertThat(problems(updated("then:\n  - event: product-created\n  - event: product-updated\n")))
                .containsExactly(
                        "scenarios/one.yaml:6: product-created: comes as product-updated.",
                        "scenarios/one.yaml:7: product-updated: is not told.");
    }

    @Test
    void rejectionsAreToldWithTheirReasons() throws IOException {
        assertThat(problems(updated("then:\n  - rejected: product-updated\n    reason: product.status\n")))
                .containsExactly(
                        "scenarios/one.yaml:6: product-updated: is an event, and must be rejected because product.status.");
        Files.delete(directory.resolve("scenarios/given.yaml"));
        String rejected = updated("then:\n  - event: product-updated\n").replace("actor_id: emil", "actor_id: ghost");
        assertThat(problems(rejected))
                .containsExactly(
                        "scenarios/one.yaml:6: product-updated: is rejected: actor (`actor`): the path gives no"
                                + " value, and the field is required.");
        Files.delete(directory.resolve("scenarios/given.yaml"));
        assertThat(problems(rejected.replace(
                        "event: product-updated", "rejected: product-updated\n    reason: product.name")))
                .containsExactly(
                        "scenarios/one.yaml:6: product-updated: is rejected: actor (`actor`): the path gives no"
                                + " value, and the field is required (and must be because of: product.name).");
    }

    @Test
    void statementsThatDoNotFitTheRowsAreNamed() throws IOException {
        assertThat(problems("when:\n  - insert tags: { id: realtime, value: x }\nthen: []\n"))
                .containsExactly("scenarios/one.yaml:4: public.tags has a row [" + LoggedValue.uuid("realtime")
                        + "] already; update it, or give another key.");
        Files.delete(directory.resolve("scenarios/given.yaml"));
        assertThat(problems("when:\n  - update tags: { id: gone, value: x }\nthen: []\n"))
                .containsExactly("scenarios/one.yaml:4: public.tags has no row [" + LoggedValue.uuid("gone")
                        + "]; insert it first.");
        Files.delete(directory.resolve("scenarios/given.yaml"));
        assertThat(problems("when:\n  - delete tags: { value: x }\nthen: []\n"))
                .containsExactly("scenarios/one.yaml:4: A row of public.tags needs its primary key; give id.");
    }

    @Test
    void whatIsWrittenWrongIsNamedAllAtOnce() throws IOException {
        assertThat(problems("""
                when:
                  - upsert tags: { id: a }
                  - insert tagz: { id: a }
                  - insert tags: { id: a, colour: red }
                then:
                  - event: product-renamed
                  - rejected: product-updated
                because: no
                """))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo(
                                        "scenarios/one.yaml:10: `because` is not known here; known are name, given, earlier, when, then."),
                        second -> assertThat(second)
                                .isEqualTo(
                                        "scenarios/one.yaml:4: A statement is `insert TABLE`, `update TABLE` or `delete TABLE`, not `upsert tags`."),
                        third -> assertThat(third)
                                .isEqualTo(
                                        "scenarios/one.yaml:5: There is no table tagz; correct the name, or write the catalog anew."),
                        fourth -> assertThat(fourth)
                                .startsWith("scenarios/one.yaml:6: public.tags has no column colour; it has id, value"),
                        fifth -> assertThat(fifth)
                                .startsWith(
                                        "scenarios/one.yaml:8: There is no event type product-renamed; there are access-cancelled, "),
                        sixth ->
                                assertThat(sixth).isEqualTo("scenarios/one.yaml:9: an item of `then` needs `reason`."));
    }
}
