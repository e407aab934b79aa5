package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.DatumJson;
import io.tidings.contracts.Library;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Outcome.Reason;
import io.tidings.contracts.scenario.MemoryView;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/contracts.md does not show: several contracts, what is missing, what does not fit. */
class EvaluationTest {
    private static final Library LIBRARY = new Library();
    private static final Catalog CATALOG = LIBRARY.catalog();

    private final Map<String, List<Map<String, @Nullable Object>>> rows = new HashMap<>();
    private final Map<String, @Nullable Object> audit = new HashMap<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void oneBookAndTwoMembers() {
        rows.put("members", List.of(member(1, "Ann", "ann@example.com"), member(2, "Bob", null)));
        rows.put("books", List.of(book(10, "Alice", "{\"a\": {\"b\": [1.50, null]}, \"n\": null}")));
        rows.put("shelves", List.of(Map.of("code", "A1", "room", "Attic")));
        audit.putAll(Map.of("id", 1, "action", "example", "subject_kind", "BOOK", "subject_id", "10"));
    }

    private static Map<String, @Nullable Object> member(int id, String name, @Nullable String email) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("email", email);
        return row;
    }

    private static Map<String, @Nullable Object> book(int id, String title, @Nullable Object details) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", id);
        row.put("title", title);
        row.put("shelf_code", "A1");
        row.put("details", details);
        row.put("languages", List.of("en"));
        return row;
    }

    private static Map<String, @Nullable Object> loan(int id, int member, @Nullable String fee) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", id);
        row.put("book_id", 10);
        row.put("member_id", member);
        row.put("fee", fee);
        return row;
    }

    private Contracts contracts(String... fields) {
        return Library.contracts(
                LIBRARY.compile(
                        directory,
                        Map.of(
                                "e.avdl",
                                "schema E; @on(\"example\") @key(\"audit.id\") record E { " + String.join(" ", fields)
                                        + " } record Person { int id; string name; string email = \"?\"; "
                                        + "array<Lent> @from(\"id <- loans.member_id\") loans; } "
                                        + "record Lent { @logicalType(\"decimal\") @precision(4) @scale(2) bytes fee = \"\"; }")));
    }

    private List<Outcome> all(Contracts contracts) {
        Table table = CATALOG.table(contracts.audit().table()).orElseThrow();
        MemoryView view = MemoryView.of(CATALOG, rows, null);
        return contracts
                .evaluate(new Trigger.Audited(MemoryView.row(table, audit), view), Memory.none())
                .outcomes();
    }

    private String value(String... fields) {
        Outcome.Event event = (Outcome.Event) all(contracts(fields)).get(0);
        return DatumJson.of(event.contract().schema(), event.value()).toString();
    }

    private List<String> reasons(String... fields) {
        Outcome.Rejected rejected = (Outcome.Rejected) all(contracts(fields)).get(0);
        return rejected.reasons().stream().map(Reason::toString).toList();
    }

    @Test
    void anActionThatNoContractNamesGivesNothing() {
        audit.put("action", "other");
        assertThat(all(contracts("int @from(\"book.id\") id;"))).isEmpty();
        audit.put("action", null);
        assertThat(all(contracts("int @from(\"book.id\") id;"))).isEmpty();
    }

    @Test
    void everyContractThatNamesTheActionIsEvaluatedInTheOrderOfTheFiles() {
        String event =
                "schema %1$s; @on([\"x\", \"example\"]) @key(\"%2$s\") record %1$s { int @from(\"book.id\") id; }";
        Contracts contracts = Library.contracts(LIBRARY.compile(
                directory,
                Map.of("b.avdl", event.formatted("B", "member.id"), "a.avdl", event.formatted("A", "book.title"))));
        List<Outcome> outcomes = all(contracts);
        assertThat(outcomes).extracting(outcome -> outcome.contract().topic()).containsExactly("a", "b");
        assertThat(((Outcome.Event) outcomes.get(0)).key()).isEqualTo("Alice");
        assertThat(((Outcome.Rejected) outcomes.get(1)).reasons())
                .containsExactly(new Reason("@key", "member.id", "the path gives no value"));
    }

    @Test
    void aTypedRootIsFoundOnEitherSide() {
        audit.putAll(Map.of("subject_kind", "MEMBER", "subject_id", "2", "target_kind", "BOOK", "target_id", "10"));
        assertThat(value("string @from(\"book.title\") b;", "string @from(\"member.name\") m;"))
                .isEqualTo("{\"b\":\"Alice\",\"m\":\"Bob\"}");
    }

    @Test
    void aKindThatSourceYamlDoesNotKnowIsNoRoot() {
        audit.put("subject_kind", "SHELF");
        assertThat(value(
                        "string @from(\"book.title\") b = \"none\";",
                        "union { null, int } @from(\"subject.id\") s = null;"))
                .isEqualTo("{\"b\":\"none\",\"s\":null}");
    }

    @Test
    void aMapHasTheColumnsThatTheCatalogKnowsAndNoOthers() {
        rows.put("shelves", List.of(Map.of("code", "A1", "room", "Attic", "added_later", "secret")));
        assertThat(value("union { null, map<string> } @from(\"book.shelf_code -> shelves(code)\") shelf = null;"))
                .isEqualTo("{\"shelf\":{\"code\":\"A1\",\"room\":\"Attic\"}}");
    }

    @Test
    void aRootThatWasNeverThereIsNoValue() {
        audit.put("subject_id", "99");
        assertThat(reasons("int @from(\"book.id\") id;"))
                .containsExactly("id (`book.id`): the path gives no value, and the field is required");
    }

    @Test
    void everyReasonIsReportedWithItsPlaceInTheEvent() {
        rows.put("loans", List.of(loan(1, 1, "1.00"), loan(2, 1, "123.45"), loan(3, 1, "1.005"), loan(4, 1, "NAN")));
        audit.put("done_by", 1);
        rows.put("books", List.of(book(10, "Alice", "[1]")));
        assertThat(reasons(
                        "Person @from(\"actor\") by;",
                        "string @from(\"member.name\") gone;",
                        "union { null, map<string> } @from(\"book.details\") details = null;",
                        "union { null, map<int> } @from(\"audit.done_by -> print_books\") none = null;",
                        "array<uuid> @from(\"book.languages\") languages;"))
                .containsExactly(
                        "by.loans[1].fee (`\"fee\"`): a value does not fit decimal",
                        "by.loans[2].fee (`\"fee\"`): a value does not fit decimal",
                        "by.loans[3].fee (`\"fee\"`): a value does not fit decimal",
                        "gone (`member.name`): the path gives no value, and the field is required",
                        "details (`book.details`): the column holds no json object",
                        "languages (`book.languages`): a value does not fit uuid");
    }

    @Test
    void aMemberOfAMapThatDoesNotFitIsNamed() {
        rows.put("books", List.of(book(10, "Alice", "{\"pages\": 5, \"binding\": \"hard\", \"half\": 0.5}")));
        assertThat(reasons("union { null, map<int> } @from(\"book.details\") details = null;"))
                .containsExactly(
                        "details.binding (`book.details`): a value does not fit int",
                        "details.half (`book.details`): a value does not fit int");
    }

    @Test
    void anArrayColumnThatHoldsNoneIsRejected() {
        Map<String, @Nullable Object> book = book(10, "Alice", null);
        book.put("languages", "{en}");
        rows.put("books", List.of(book));
        assertThat(reasons("array<string> @from(\"book.languages\") l;"))
                .containsExactly("l (`book.languages`): the column holds no array");
    }

    @Test
    void jsonKeepsTheDigitsOfItsNumbersAndGivesNothingForNull() {
        assertThat(value(
                        "union { null, string } @from(\"book.details/a/b\") b = null;",
                        "union { null, string } @from(\"book.details/n\") n = null;",
                        "union { null, string } @from(\"book.details/n/x\") x = null;",
                        "union { null, map<string> } @from(\"book.details\") m = null;"))
                .isEqualTo("{\"b\":\"[1.50,null]\",\"n\":null,\"x\":null,\"m\":{\"a\":\"{\\\"b\\\":[1.50,null]}\"}}");
    }

    @Test
    void comparisonsWithNullHoldForNoRow() {
        rows.put("loans", List.of(loan(1, 1, null), loan(2, 1, "2.0"), loan(3, 1, "3")));
        String field = "array<int> @from(\"book.id <- loans.book_id [%s] . id\") %s;";
        assertThat(value(
                        field.formatted("fee = 2", "equal"),
                        field.formatted("fee != 2.00", "different"),
                        field.formatted("fee in (3, 4)", "among"),
                        field.formatted("fee != book.price", "nullColumn"),
                        field.formatted("member_id != actor.id", "noRoot"),
                        field.formatted("fee is null", "empty")))
                .isEqualTo(
                        "{\"equal\":[2],\"different\":[3],\"among\":[3],\"nullColumn\":[],\"noRoot\":[],\"empty\":[1]}");
    }

    @Test
    void theSameRowAndViewGiveTheSameOutcomes() {
        Contracts contracts = contracts("map<string> @from(\"book.shelf_code -> shelves\") m;");
        assertThat(all(contracts)).isEqualTo(all(contracts));
    }

    @Test
    void whatMustBeCapturedFollowsFromTheContracts() {
        Contracts contracts =
                contracts("array<string> @from(\"book.id <- book_tags.book_id . tag_id -> tags.name\") t;");
        assertThat(contracts.tables())
                .extracting(TableName::table)
                .containsExactlyInAnyOrder("audit_log", "books", "members", "book_tags", "tags");
        assertThat(contracts.primaryKeys().get(new TableName("public", "book_tags")))
                .containsExactly("book_id", "tag_id");
        assertThat(contracts.lookups())
                .containsExactly(new Contracts.Lookup(new TableName("public", "book_tags"), "book_id"));
        assertThat(contracts.excluded()).hasToString("[public.books.secret_note]");
    }
}
