package io.tidings.contracts.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.Library;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each step of a path, on the sample of docs/contracts.md. */
class LineageTest {
    private static final Library LIBRARY = new Library();
    private static final TableName BOOKS = new TableName("public", "books");

    @TempDir
    private Path directory;

    private Lineage lineage(String on, String fields) {
        Contracts contracts = Library.contracts(LIBRARY.compile(
                directory,
                Map.of(
                        "e.avdl",
                        "schema E; @on(" + on + ") @key(\"audit.id\") record E { " + fields
                                + " } record Loan { int id; union { null, date } returned = null;"
                                + " Person @from(\"member_id -> members\") member; }"
                                + " record Person { int id; string name; }")));
        return Lineage.of(contracts, LIBRARY.catalog());
    }

    private FieldLineage field(String field) {
        return lineage("\"example\"", field).events().get(0).fields().get(0);
    }

    private static List<String> reads(FieldLineage field) {
        return field.readings().stream().map(reading -> reading.in("public")).toList();
    }

    /** What a field's path passes after its root. */
    private static List<String> way(FieldLineage field) {
        return field.passages().stream()
                .filter(passage -> passage.use() != Use.ROOT)
                .map(passage -> passage.use() + " " + passage.column().in("public"))
                .toList();
    }

    private static List<String> origins(FieldLineage field) {
        return field.origins().stream().map(Origin::toString).toList();
    }

    @Test
    void aColumnOfTheAuditRowComesFromTheAuditTableAlone() {
        FieldLineage field = field("long @from(\"audit.id\") id;");
        assertThat(reads(field)).containsExactly("audit_log.id");
        assertThat(origins(field)).containsExactly("audit");
        assertThat(field.passages()).isEmpty();
    }

    @Test
    void aRootIsNamedByTheColumnsOfTheAuditTableThatPointToIt() {
        FieldLineage reference = field("string @from(\"actor.name\") name;");
        assertThat(reference.passages())
                .extracting(passage -> passage.use() + " " + passage.column())
                .containsExactly("ROOT public.audit_log.done_by", "ROOT public.members.id");
        FieldLineage typed = field("string @from(\"book.title\") title;");
        assertThat(typed.passages())
                .extracting(passage -> passage.column().in("public"))
                .containsExactly(
                        "audit_log.subject_kind",
                        "audit_log.subject_id",
                        "audit_log.target_kind",
                        "audit_log.target_id",
                        "books.id");
    }

    @Test
    void anEntityOfAnyTypeReadsTheTablesThatHaveTheColumn() {
        assertThat(reads(field("union { null, string } @from(\"subject.title\") t = null;")))
                .containsExactly("books.title");
        assertThat(reads(field("union { null, int } @from(\"target.id\") t = null;")))
                .containsExactly("books.id", "members.id");
        FieldLineage subject = field("map<string> @from(\"subject\") all;");
        assertThat(subject.rows()).extracting(TableName::table).containsExactly("books", "members");
        assertThat(subject.passages())
                .extracting(passage -> passage.column().in("public"))
                .containsExactly("audit_log.subject_kind", "audit_log.subject_id", "books.id", "members.id");
    }

    @Test
    void arrowsPassBothTheirEnds() {
        FieldLineage follow = field("string @from(\"book.shelf_code -> shelves.room\") room;");
        assertThat(reads(follow)).containsExactly("shelves.room");
        assertThat(way(follow)).containsExactly("FOLLOW books.shelf_code", "FOLLOW shelves.code");
        FieldLineage unique = field("union { null, string } @from(\"book.isbn -> books(isbn).title\") t = null;");
        assertThat(way(unique)).containsExactly("FOLLOW books.isbn");
        FieldLineage gather = field("array<string> @from(\"book.id <- loans.book_id . member_id -> members.name\") r;");
        assertThat(reads(gather)).containsExactly("members.name");
        assertThat(way(gather))
                .containsExactly(
                        "GATHER books.id", "GATHER loans.book_id", "FOLLOW loans.member_id", "FOLLOW members.id");
    }

    @Test
    void filtersAndOrdersPassTheirColumnsOnEitherSide() {
        FieldLineage field = field("array<int> @from(\"book.id <- loans.book_id [returned is null and fee in ('1')"
                + " and member_id = member.id] . id\") @orderBy(\"since desc\") ids;");
        assertThat(way(field))
                .containsExactly(
                        "GATHER books.id",
                        "GATHER loans.book_id",
                        "FILTER loans.returned",
                        "FILTER loans.fee",
                        "FILTER loans.member_id",
                        "FILTER members.id",
                        "ORDER loans.since");
        assertThat(field.passages())
                .contains(new Passage(new ColumnName(new TableName("public", "members"), "id"), Use.ROOT));
    }

    @Test
    void theMembersOfAJsonColumnAreTold() {
        FieldLineage field = field("union { null, string } @from(\"book.details/publisher/city\") city = null;");
        assertThat(reads(field)).containsExactly("books.details/publisher/city");
    }

    @Test
    void alternativesAddUp() {
        FieldLineage field = field("union { null, int } @from(\"book.id -> print_books.pages"
                + " | last(member.id <- loans.member_id) . book_id -> audio_books.minutes\")"
                + " @orderBy(\"minutes\") size = null;");
        assertThat(reads(field)).containsExactly("audio_books.minutes", "print_books.pages");
        assertThat(origins(field)).containsExactly("book", "last(member)");
        assertThat(way(field)).contains("FOLLOW print_books.id", "GATHER loans.member_id", "FOLLOW audio_books.id");
        assertThat(way(field)).contains("ORDER audio_books.minutes").doesNotContain("ORDER print_books.minutes");
    }

    @Test
    void aMapOfARowShowsItsColumnsButNotTheExcludedOnes() {
        assertThat(reads(field("map<string> @from(\"book\") all;")))
                .contains("books.isbn", "books.title")
                .doesNotContain("books.secret_note");
    }

    @Test
    void fieldsOfRecordsHaveDottedNamesAndPassWhatTheirRecordPasses() {
        EventLineage event = lineage("\"example\"", "array<Loan> @from(\"book.id <- loans.book_id\") loans;")
                .events()
                .get(0);
        assertThat(event.fields())
                .extracting(FieldLineage::name)
                .containsExactly(
                        "loans",
                        "loans[].id",
                        "loans[].returned",
                        "loans[].member",
                        "loans[].member.id",
                        "loans[].member.name");
        FieldLineage name = event.field("loans[].member.name").orElseThrow();
        assertThat(reads(name)).containsExactly("members.name");
        assertThat(origins(name)).containsExactly("book");
        assertThat(way(name))
                .startsWith("GATHER books.id", "GATHER loans.book_id")
                .endsWith("FOLLOW members.id");
        assertThat(event.ownPassages(name)).isEmpty();
        assertThat(event.around(name)).isEqualTo(event.field("loans[].member"));
        assertThat(event.around(event.field("loans[].member").orElseThrow())).isEqualTo(event.field("loans"));
    }

    @Test
    void whatAnEarlierEventShowedAndWhatIsComparedIsTold() {
        List<FieldLineage> fields = lineage(
                        "\"example\"",
                        "Person @from(\"member\") now; union { null, Person } @from(\"member@previous\") was = null;"
                                + " array<string> @changes([\"was\", \"now\"]) changes;")
                .events()
                .get(0)
                .fields();
        FieldLineage was = fields.get(4);
        assertThat(was.name()).isEqualTo("was.id");
        assertThat(origins(was)).containsExactly("member@previous");
        FieldLineage changes = fields.get(fields.size() - 1);
        assertThat(changes.isComparison()).isTrue();
        assertThat(changes.readings()).isEmpty();
        assertThat(origins(changes)).containsExactly("@changes(was)", "@changes(now)");
    }

    @Test
    void aChangedRowIsOfTheTablesThatTriggerTheEvent() {
        Lineage lineage = lineage(
                "[{\"updated\": \"members\", \"columns\": [\"name\"]}, {\"deleted\": \"loans\", \"with\":"
                        + " \"book_id -> books\"}]",
                "int @from(\"row.id\") id;");
        EventLineage event = lineage.events().get(0);
        assertThat(reads(event.fields().get(0))).containsExactly("loans.id", "members.id");
        assertThat(event.triggers())
                .extracting(trigger -> trigger.use() + " " + trigger.column().in("public"))
                .containsExactly("TRIGGER members.name", "TRIGGER loans.id", "FOLLOW loans.book_id", "FOLLOW books.id");
    }

    @Test
    void theInverseNamesEveryFieldThatAColumnHasAPartIn() {
        Lineage lineage = lineage(
                "\"example\"",
                "string @from(\"book.title\") title; int @from(\"book.id\") id;"
                        + " array<int> @from(\"book.id <- loans.book_id [book_id = book.id] . id\") loans;");
        assertThat(lineage.touching(BOOKS, "title"))
                .extracting(Touch::toString)
                .containsExactly("e title (public.books.title: VALUE)");
        assertThat(lineage.touching(BOOKS, "id"))
                .extracting(touch -> touch.field() + " " + touch.use())
                .containsExactly("title ROOT", "id VALUE", "id ROOT", "loans ROOT", "loans GATHER", "loans FILTER");
        assertThat(lineage.touching(BOOKS, "isbn")).isEmpty();
        TableName audit = new TableName("public", "audit_log");
        assertThat(lineage.touching(audit, "action")).extracting(Touch::field).containsExactly(EventLineage.ON);
        assertThat(lineage.touching(audit, "id")).extracting(Touch::field).containsExactly(EventLineage.KEY);
        assertThat(lineage.touching(BOOKS)).hasSize(7);
    }
}
