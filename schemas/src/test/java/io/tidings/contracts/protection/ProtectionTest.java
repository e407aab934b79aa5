package io.tidings.contracts.protection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.Library;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Row;
import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import io.tidings.wire.PlainJson;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionTest {
    private static final Library LIBRARY = new Library();
    private static final String KEY = "0123456789abcdef";
    private static final String CONTRACT = """
            schema E;
            record M {
              string name;
              union { null, string } @sensitive("email") email = null;
              int @sensitive("number") id = -1;
            }
            @on("example") @key("book.id")
            record E {
              string @from("book.title") title;
              string @from("actor.name") @sensitive("name") actor;
              M @from("actor") person;
              array<M> @from("book.id <- loans.book_id . member_id -> members") borrowers;
              array<string> @from("book.languages") @sensitive("language") languages;
              union { null, map<string> } @from("book.details") @sensitive("details") details = null;
              union { null, M } @from("member") @sensitive("member") other = null;
            }
            """;

    @TempDir
    Path directory;

    private Contracts contracts;
    private Outcome.Event event;

    @BeforeEach
    void evaluate() {
        contracts = Library.contracts(LIBRARY.compile(directory, Map.of("e.avdl", CONTRACT)));
        event = (Outcome.Event) LIBRARY.evaluate(contracts, 1);
    }

    private String treated(Map<String, Treatment> byLabel) {
        Outcome.Event treated = new Protection(contracts, new Treatments(byLabel, KEY)).protect(event);
        return PlainJson.of(treated.contract().schema(), treated.value()).toString();
    }

    @Test
    void withoutTreatmentTextsAreMaskedAndTheRestIsDropped() {
        assertThat(treated(Map.of()))
                .isEqualTo("{\"title\":\"Alice\",\"actor\":\"***\","
                        + "\"person\":{\"name\":\"Ann\",\"email\":\"***\",\"id\":-1},"
                        + "\"borrowers\":[{\"name\":\"Ann\",\"email\":\"***\",\"id\":-1},"
                        + "{\"name\":\"Bob Berg\",\"email\":null,\"id\":-1},"
                        + "{\"name\":\"Ann\",\"email\":\"***\",\"id\":-1}],"
                        + "\"languages\":[\"***\",\"***\"],"
                        + "\"details\":{\"pages\":\"***\",\"publisher\":\"***\",\"weight\":\"***\"},"
                        + "\"other\":null}");
    }

    @Test
    void shownFieldsStayAsTheyAre() {
        String shown = PlainJson.of(event.contract().schema(), event.value()).toString();
        assertThat(treated(Map.of(
                        "email", Treatment.SHOW,
                        "number", Treatment.SHOW,
                        "name", Treatment.SHOW,
                        "language", Treatment.SHOW,
                        "details", Treatment.SHOW,
                        "member", Treatment.SHOW)))
                .isEqualTo(shown)
                .contains("ann@example.com");
    }

    @Test
    void whatIsSensitiveWithinAShownRecordIsTreatedByItsOwnLabel() {
        assertThat(treated(Map.of("member", Treatment.SHOW)))
                .contains("\"other\":{\"name\":\"Bob Berg\",\"email\":null,\"id\":-1}");
    }

    @Test
    void aHashIsHmacSha256OfLabelAndTextAndEqualForEqualTexts() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes("UTF-8"), "HmacSHA256"));
        String hash = HexFormat.of().formatHex(mac.doFinal("email\0ann@example.com".getBytes("UTF-8")));
        assertThat(treated(Map.of("email", Treatment.HASH)).split(hash, -1)).hasSize(4);
        assertThat(treated(Map.of("name", Treatment.HASH))).doesNotContain(hash).contains("\"title\":\"Alice\"");
    }

    @Test
    void theKeyDoesNotPrint() {
        Treatments treatments = new Treatments(Map.of("email", Treatment.HASH), KEY);
        assertThat(treatments.toString()).isEqualTo("{email=HASH}");
        assertThat(new KeyedHash(KEY).toString()).doesNotContain(KEY);
    }

    private List<String> problems(Map<Treatment, String> lists, String key) {
        Problems problems = new Problems();
        Treatments treatments = Treatments.of(lists, key, problems);
        Protection.check(List.of(contracts), treatments, problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void whatCannotBeTreatedSoIsNamedAllAtOnce() {
        assertThat(problems(
                        Map.of(Treatment.SHOW, "email, phone", Treatment.HASH, "email", Treatment.DROP, "name"),
                        "short"))
                .containsExactly(
                        "the configuration: `email` has two treatments under `sensitive`; keep one.",
                        "the configuration: `sensitive.key` must have 16 characters or more, because `sensitive.hash` names"
                                + " labels.",
                        "the configuration: `sensitive` names `phone`, which no contract uses; the contracts use details,"
                                + " email, language, member, name, number.",
                        "the configuration: E.actor is required and cannot be left out, as `sensitive` says of `name`; give"
                                + " it a default in the contract, or another treatment.");
        assertThat(problems(Map.of(Treatment.HASH, "email,number", Treatment.DROP, "member"), KEY))
                .isEmpty();
    }

    @Test
    void aRowInADeadLetterShowsNoColumnThatASensitiveFieldShows() {
        Row row =
                new Row(new TableName("public", "members"), Map.of("id", 1, "name", "Ann", "email", "ann@example.com"));
        Protection protection = new Protection(
                contracts, new Treatments(Map.of("number", Treatment.SHOW, "member", Treatment.SHOW), ""));
        assertThat(protection.protect(row))
                .containsEntry("id", 1)
                .containsEntry("name", "***")
                .containsEntry("email", "***");
        assertThat(protection.hides()).isTrue();
        Row book = new Row(new TableName("public", "books"), Map.of("title", "Alice", "details", "{}"));
        assertThat(protection.protect(book)).containsEntry("title", "Alice").containsEntry("details", "***");
    }

    @Test
    void lineageShowsTheLabelAndThePublishedSchemaDoesNot() {
        assertThat(event.contract().schema().toString()).doesNotContain("sensitive");
        assertThat(Lineage.of(contracts, LIBRARY.catalog())
                        .event("e")
                        .flatMap(found -> found.field("person.email"))
                        .flatMap(field -> field.sensitive()))
                .contains("email");
    }

    @Test
    void aLabelIsLowerCase() {
        assertThat(Library.problems(LIBRARY.compile(
                        directory, Map.of("e.avdl", CONTRACT.replace("(\"name\")", "(\"Real name\")")))))
                .containsExactly("e.avdl:10: E.actor: @sensitive names what kind of data it is, in lower-case letters,"
                        + " digits and -: @sensitive(\"email\").");
    }
}
