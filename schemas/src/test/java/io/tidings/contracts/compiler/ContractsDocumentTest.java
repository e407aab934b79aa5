package io.tidings.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.DatumJson;
import io.tidings.contracts.Library;
import io.tidings.contracts.MarkdownDocument.Block;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTrail;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Place;
import io.tidings.contracts.plan.RowName;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.scenario.MemoryView;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executes every example of docs/contracts.md. */
class ContractsDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FIELD = Pattern.compile("(.*;)\\s*// (.*)");
    private static final Library LIBRARY = new Library();

    @TempDir
    private Path directory;

    /**
     * A field of the page with what the page says about it.
     *
     * @param audit the audit row that it is evaluated for
     */
    record Example(int line, int audit, String field, String gives) {
        String contract() {
            return "schema Example; @on(\"example\") @key(\"audit.id\") record Example {\n" + field + "\n}\n";
        }

        @Override
        public String toString() {
            return "line " + line + ": " + field;
        }
    }

    static Stream<Example> examples() {
        return LIBRARY.document().blocks().stream()
                .filter(block -> block.info().startsWith("avdl fields"))
                .flatMap(ContractsDocumentTest::examples);
    }

    private static Stream<Example> examples(Block block) {
        int audit = block.info().endsWith("fields")
                ? 1
                : Integer.parseInt(block.info().substring(block.info().indexOf('=') + 1));
        List<String> lines = block.text().lines().toList();
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1).map(i -> {
            Matcher field = FIELD.matcher(lines.get(i));
            assertThat(field.matches()).as(lines.get(i)).isTrue();
            return new Example(block.line() + i + 1, audit, field.group(1), field.group(2));
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyFieldOfThePageGivesWhatThePageSays(Example example) throws Exception {
        Compilation compilation = LIBRARY.compile(directory, Map.of("example.avdl", example.contract()));
        if (example.gives().startsWith("does not compile: ")) {
            String sentence = example.gives().substring("does not compile: ".length());
            assertThat(Library.problems(compilation)).singleElement().asString().contains(sentence);
            return;
        }
        Contracts contracts = Library.contracts(compilation);
        assertThat(said(LIBRARY.evaluate(contracts, example.audit()))).isEqualTo(normal(example.gives()));
    }

    private static String said(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return "rejected: " + rejected.reasons().get(0);
        }
        Outcome.Event event = (Outcome.Event) outcome;
        Schema.Field field = event.value().getSchema().getFields().get(0);
        return DatumJson.of(field.schema(), event.value().get(0)).toString();
    }

    private static String normal(String gives) throws JsonProcessingException {
        return gives.startsWith("rejected: ") ? gives : JSON.readTree(gives).toString();
    }

    @Test
    void theContractOfThePageGivesTheEventOfThePage() throws Exception {
        Contracts contracts = Library.contracts(LIBRARY.compile(directory, Map.of("lent.avdl", contract(0))));
        Outcome.Event event = (Outcome.Event) LIBRARY.evaluate(contracts, 1);
        JsonNode said = JSON.readTree(LIBRARY.document().only("json event"));
        Contract contract = event.contract();
        assertThat(contract.topic()).isEqualTo(said.get("topic").asText());
        assertThat(contract.type()).isEqualTo(said.get("type").asText());
        assertThat(contract.subject()).isEqualTo(said.get("subject").asText());
        assertThat(event.key()).isEqualTo(said.get("key").asText());
        assertThat(DatumJson.of(contract.schema(), event.value()).toString())
                .isEqualTo(said.get("value").toString());
    }

    @Test
    void theWrongContractOfThePageGivesTheProblemsOfThePage() {
        assertThat(Library.problems(LIBRARY.compile(directory, Map.of("example.avdl", contract(1)))))
                .containsExactlyElementsOf(
                        LIBRARY.document().only("text problems").lines().toList());
    }

    @Test
    void anUpdateShowsWhatThePageSaysAfterTheEventBefore() throws Exception {
        Contracts contracts = only("avdl update-contract");
        Evaluated first = contracts.evaluate(LIBRARY.audited(1, LIBRARY.view().earlier()), Memory.none());
        Memory remembered = (what, row) -> first.entries().stream()
                .filter(entry -> entry.what().equals(what) && entry.row().equals(row))
                .findFirst()
                .flatMap(Memory.Entry::datum);
        assertSays("json update-event", contracts.evaluate(LIBRARY.audited(2, LIBRARY.view()), remembered));
    }

    @Test
    void aDeleteThatNoAuditRowTellsOfGivesTheEventOfThePage() throws Exception {
        Contracts contracts = only("avdl delete-contract");
        RowName loan = new RowName(new TableName("public", "loans"), Key.of("103"));
        MemoryView now = LIBRARY.view();
        Optional<Place> before = now.earlier().row(loan.table(), loan.key()).map(row -> new Place(row, now.earlier()));
        Trigger.Changed change =
                new Trigger.Changed(loan, before, Optional.empty(), now, new AuditTrail(Optional.empty(), Set.of()));
        assertSays("json delete-event", contracts.evaluate(change, Memory.none()));
    }

    private Contracts only(String block) {
        return Library.contracts(
                LIBRARY.compile(directory, Map.of("e.avdl", LIBRARY.document().only(block))));
    }

    private static void assertSays(String block, Evaluated evaluated) throws Exception {
        Outcome.Event event = (Outcome.Event) evaluated.outcomes().get(0);
        assertThat(JSON.readTree(
                        DatumJson.of(event.contract().schema(), event.value()).toString()))
                .isEqualTo(JSON.readTree(LIBRARY.document().only(block)));
    }

    static String contract(int which) {
        return LIBRARY.document().blocks().stream()
                .filter(block -> block.info().equals("avdl contract"))
                .toList()
                .get(which)
                .text();
    }

    static Stream<List<String>> conversions() {
        return LIBRARY.document().table("| PostgreSQL | in the log | Avro | datum |").stream();
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void everyConversionOfThePageGivesTheDatumOfThePage(List<String> row) throws Exception {
        Conversions.Result result = Conversions.convert(directory, row.get(0), JSON.readTree(row.get(1)), row.get(2));
        assertThat(result.text())
                .isEqualTo(
                        row.get(3).equals("rejected")
                                ? "rejected"
                                : JSON.readTree(row.get(3)).toString());
    }

    @Test
    void thePageHasAnExampleForEveryFormOfTheLanguage() {
        Forms forms = new Forms();
        examples()
                .filter(example -> !example.gives().startsWith("does not compile"))
                .forEach(example -> forms.use(
                        example.contract(),
                        Library.contracts(LIBRARY.compile(directory, Map.of("example.avdl", example.contract())))));
        for (String block : List.of("avdl update-contract", "avdl delete-contract")) {
            forms.use(LIBRARY.document().only(block), only(block));
        }
        forms.use(contract(0), Library.contracts(LIBRARY.compile(directory, Map.of("example.avdl", contract(0)))));
        assertThat(forms.unused()).isEmpty();
    }

    @Test
    void thePageConvertsToEveryAvroTypeThatAColumnCanBecome() {
        List<String> shown = conversions()
                .map(row -> Conversions.avroType(row.get(2)))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        assertThat(shown).containsAll(ColumnTypes.avroTypes());
    }
}
