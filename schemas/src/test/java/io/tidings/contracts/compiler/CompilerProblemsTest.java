package io.tidings.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.Library;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every sentence the compiler has for a contract that does not fit. */
class CompilerProblemsTest {
    private static final Library LIBRARY = new Library();
    private static final String HEAD = "schema E;\n@on(\"a\") @key(\"audit.id\")\nrecord E {\n";

    @TempDir
    private Path directory;

    private List<String> problems(Map<String, String> files) {
        return Library.problems(LIBRARY.compile(directory, files));
    }

    private String problem(String idl) {
        List<String> problems = problems(Map.of("e.avdl", idl));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                "string @from(\"nobody.name\") => there is no root nobody; the roots are audit, actor, subject, target, book, member.",
                "string @from(\"book.name\") => public.books has no column name; it has id, title, isbn, shelf_code, languages, details, price, added.",
                "string @from(\"subject.colour\") => public.books or public.members has no column colour; it has id, title, isbn, shelf_code, languages, details, price, added, name, email, status.",
                "string @from(\"book.id -> rooms.name\") => the database has no table public.rooms; correct the name, or write the catalog anew if the table is new.",
                "string @from(\"book.id -> \\\"a.\\\" . name\") => A table is written schema.table, not 'a.'.",
                "string @from(\"book.id -> book_tags.tag_id\") => public.book_tags has a primary key of several columns; name the column: -> book_tags(column).",
                "string @from(\"book.id -> book_tags(book_id) . tag_id\") => public.book_tags.book_id is not unique; use <- for several rows.",
                "string @from(\"book.title -> members.name\") => public.members.id is integer and cannot equal a value of type text.",
                "array<int> @from(\"book.title <- loans.book_id . id\") => public.loans.book_id is integer and cannot equal a value of type text.",
                "string @from(\"audit.id -> audit_log.action\") => a path cannot lead to the audit table: its rows trigger events and are not kept.",
                "string @from(\"book -> shelves.room\") => -> shelves starts at a row; name the column that it starts from.",
                "array<int> @from(\"book <- loans.book_id . id\") => <- loans starts at a row; name the column that it starts from.",
                "string @from(\"book/pages\") => /pages starts at a row; name the column that it starts from.",
                "string @from(\"book.id -> members/x\") => /x starts at a row; name the column that it starts from.",
                "string @from(\"book.title/x\") => /x reads into json, and the column is text.",
                "string @from(\"book.title.length\") => .length follows a column; a column is read from a row.",
                "string @from(\"book.title | book.shelf_code -> shelves\") => one alternative ends at a row and another at a column; end all of them alike.",
                "string @from(\"book.title | book.id <-\") => In `book.title | book.id <-` at character 24: expected a table, found the end.",
                "string @from(\"book\") => the path ends at a row; string needs one of its columns.",
                "int @from(\"book.title\") => a column of type text does not become int.",
                "int @from(\"book.id | book.title\") => a column of type text does not become int.",
                "union { null, int } @from(\"subject.id | subject.name\") => a column of type text does not become int.",
                "boolean @from(\"book.id\") => a column of type integer does not become boolean.",
                "date @from(\"audit.done_at\") => a column of type timestamp with time zone does not become date.",
                "map<string> @from(\"book.title\") => a map is made of a row or of a json column, not of text.",
                "map<int> @from(\"book\") => a column of type text does not become int.",
                "map<union { null, string }> @from(\"book\") => union is no type that a field can have.",
                "array<string> @from(\"book.title\") => an array needs a path to many rows (<-) or to an array column.",
                "array<int> @from(\"book.languages\") => a column of type text does not become int.",
                "array<union { null, string }> @from(\"book.languages\") => the items of an array are records, maps or plain values that are not null.",
                "array<array<string>> @from(\"book.languages\") => the items of an array are records, maps or plain values that are not null.",
                "union { int, string } @from(\"book.title\") => a union is of null and one other type.",
                "string @from(\"book.isbn\") => the field is required, and `book.isbn` can be null; make it union { null, … } = null or give it a default.",
                "string @from(\"subject.title\") => the field is required, and `subject.title` can be null; make it union { null, … } = null or give it a default.",
                "string @from(\"book.shelf_code -> shelves [room = 'x'] . room\") => the field is required, and `book.shelf_code -> shelves [room = 'x'] . room` can be null; make it union { null, … } = null or give it a default.",
                "union { null, array<string> } @from(\"book.details/tags\") => an array needs a path to many rows (<-) or to an array column.",
                "union { null, int } @from(\"book.id <- loans.book_id . id\") => the path can give several rows; say with @orderBy which is the first.",
                "string @from(\"book.title\") @orderBy(\"id\") => @orderBy orders rows, and the path gives one at most; leave it out.",
                "array<int> @from(\"book.id <- loans.book_id . id\") @orderBy(\"title\") => @orderBy names title, which is no column of the rows that the path ends on.",
                "array<int> @from(\"book.id <- loans.book_id . id\") @orderBy(\"id down\") => In `id down` at character 4: expected a step (. -> <- /), | or the end, found down.",
                "array<int> @from(\"book.id <- loans.book_id [day = 1] . id\") => public.loans has no column day; it has id, book_id, member_id, since, returned, fee.",
                "array<int> @from(\"book.id <- loans.book_id [fee = 'a'] . id\") => public.loans.fee is numeric(8,2) and cannot equal 'a'; write a number.",
                "array<int> @from(\"book.id <- loans.book_id [fee in (1, 'b')] . id\") => public.loans.fee is numeric(8,2) and cannot equal 'b'; write a number.",
                "array<int> @from(\"book.id <- loans.book_id [since = '1.2.2024'] . id\") => public.loans.since is date and cannot equal '1.2.2024'; write '2024-02-29'.",
                "array<int> @from(\"book.id <- loans.book_id [since = nobody.id] . id\") => there is no root nobody; the roots are audit, actor, subject, target, book, member.",
                "array<int> @from(\"book.id <- loans.book_id [since = book.title] . id\") => public.loans.since is date and cannot equal a value of type text.",
                "array<int> @from(\"book.id <- loans.book_id [id = book.weight] . id\") => public.books has no column weight; it has id, title, isbn, shelf_code, languages, details, price, added.",
                "string @from(\"book.secret_note\") => public.books has no column secret_note; it has id, title, isbn, shelf_code, languages, details, price, added.",
                "string => an event's field needs @from, which begins at a root.",
                "@from(\"book.title\") string => @from stands before the type; write it between the type and the field's name.",
                "union { null, @orderBy(\"id\") int } @from(\"book.id\") => @orderBy stands before the type; write it between the type and the field's name.",
            })
    void aFieldThatDoesNotFitIsReportedWithItsLine(String field, String sentence) {
        assertThat(problem(HEAD + field + " f;\n}")).isEqualTo("e.avdl:4: E.f: " + sentence);
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                "@key(\"audit.id\") => an event needs @on(\"action\"), @on({\"deleted\": \"table\"}), with inserted or updated in its place, or a list of these.",
                "@on([]) @key(\"audit.id\") => an event needs @on(\"action\"), @on({\"deleted\": \"table\"}), with inserted or updated in its place, or a list of these.",
                "@on(5) @key(\"audit.id\") => an event needs @on(\"action\"), @on({\"deleted\": \"table\"}), with inserted or updated in its place, or a list of these.",
                "@on(\"a\") => an event needs @key(\"root.column\"): the record key, which orders events.",
                "@on(\"a\") @key(\"book\") => @key: the path must end at one column.",
                "@on(\"a\") @key(\"book.id <- loans.book_id . id\") => @key: the path must end at one column.",
                "@on(\"a\") @key(\"book.\") => @key: In `book.` at character 6: expected a column, found the end.",
                "@on(\"a\") @key(\"shelf.id\") => @key: there is no root shelf; the roots are audit, actor, subject, target, book, member.",
                "@on(\"a\") @key(\"audit.id\") @version(0) => @version is a number from 1.",
                "@on(\"a\") @key(\"audit.id\") @version(\"2\") => @version is a number from 1.",
                "@on(\"a\") @key(\"audit.id\") @topic(\"a b\") => @topic names a Kafka topic: use letters, digits, ., _ and -, not 'a b'.",
            })
    void anEventThatDoesNotSayWhatItNeedsIsReported(String annotations, String sentence) {
        assertThat(problem("schema E;\n" + annotations + "\nrecord E {\n long @from(\"audit.id\") id; }"))
                .isEqualTo("e.avdl:3: " + sentence);
    }

    @Test
    void problemsInsideNestedRecordsAreReportedWhereTheRecordIsWritten() {
        assertThat(problem(HEAD + "B @from(\"book\") b; }\nrecord B {\n int id;\n string shelfRoom;\n}"))
                .startsWith("e.avdl:7: B.shelfRoom: public.books has no column shelf_room; it has id, ");
        assertThat(problem(HEAD + "B @from(\"book.title\") b; }\nrecord B { int id; }"))
                .isEqualTo("e.avdl:4: E.b: the path ends at a column; a record stands on a row.");
    }

    @Test
    void aRecordOfTheSameNameInTwoFilesIsReportedInTheRightOne() {
        String file =
                "schema %1$s;\n@on(\"a\") @key(\"audit.id\") record %1$s { B @from(\"book\") b; }\nrecord B { int %2$s; }";
        assertThat(problems(Map.of(
                        "a.avdl", file.formatted("A", "id"),
                        "b.avdl", file.formatted("Other", "\n\n nix"))))
                .singleElement()
                .asString()
                .startsWith("b.avdl:5: B.nix: ");
    }

    @Test
    void aRecordThatContainsItselfIsReported() {
        assertThat(problem(HEAD + "L @from(\"book\") l; }\nrecord L {\n array<L> @from(\"id <- books.id\") ls; }"))
                .isEqualTo("e.avdl:6: L.ls: record L contains itself; an event must end somewhere.");
    }

    @Test
    void twoEventsCannotHaveOneTopic() {
        String event =
                "schema %1$s;\n@on(\"%1$s\") @key(\"audit.id\") @topic(\"t\")\nrecord %1$s { long @from(\"audit.id\") id; }";
        assertThat(problems(Map.of("a.avdl", event.formatted("A"), "b.avdl", event.formatted("B"))))
                .containsExactly("b.avdl:3: topic t is claimed by A too; a topic carries one event type.");
    }

    @Test
    void anEventIsARecord() {
        assertThat(problem("schema E;\nenum E { a }")).endsWith(": an event is a record.");
    }

    @Test
    void anEventThatItsFileDoesNotDeclareIsReported() {
        assertThat(problem("namespace a;\n@on(\"a\") @key(\"audit.id\")\nrecord E { long @from(\"audit.id\") id; }"))
                .isEqualTo(
                        "e.avdl:3: E has @on, but the file does not say `schema E;`; an event is alone in its file.");
    }

    @Test
    void aDirectoryWithoutEventsIsReported() {
        assertThat(problem("namespace a;\nrecord E { int id; }"))
                .isEqualTo(directory + ": no .avdl file here declares an event with `schema Name;` and @on.");
    }

    @Test
    void whatIsNoIdlIsReportedWithItsLine() {
        assertThat(problem("schema E;\nrecord E {\n  int\n}\n")).startsWith("e.avdl:4: this is no Avro IDL: ");
        assertThat(problem("schema E;\nrecord E {\n  Missing m;\n}\n"))
                .startsWith("e.avdl")
                .contains("Missing");
        assertThat(problem("schema E;\nimport idl \"nowhere.avdl\";\nrecord E { }\n"))
                .contains("nowhere.avdl");
        assertThat(problem(HEAD + "int @from(\"book.id\") a$b;\n}"))
                .startsWith("e.avdl")
                .contains("extraneous input 'b'");
    }

    @Test
    void problemsOfAllFilesAreReportedTogether() {
        assertThat(problems(Map.of(
                        "a.avdl", "schema A;\nrecord A { }\n",
                        "b.avdl", "no idl",
                        "c.avdl", HEAD.replace("E", "C") + "int @from(\"x.y\") c;\nint @from(\"book.\") d;\n}")))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly("b.avdl:1", "a.avdl:2", "a.avdl:2", "c.avdl:4", "c.avdl:5");
    }

    /** The problems of a contract with one field, in a library that has another table. */
    private List<String> problemsBeside(String source, Table table, String field) {
        Map<TableName, Table> tables = new TreeMap<>(LIBRARY.catalog().tables());
        tables.put(table.name(), table);
        return Library.compile(directory, source, Map.of("e.avdl", HEAD + field + "\n}"), Catalog.of(tables))
                .fold(
                        contracts -> List.of(),
                        problems -> problems.stream().map(Problem::toString).toList());
    }

    private static Table notes(List<String> primaryKey, String type) {
        return new Table(
                new TableName("public", "notes"),
                primaryKey,
                Map.of(
                        "book_id", new Column("integer", false, false, Optional.empty()),
                        "v", new Column(type, false, true, Optional.empty())),
                Set.of());
    }

    @Test
    void aTableWithoutPrimaryKeyIsFoundByAColumnAndIsNoRootAndNoRowByKey() {
        Table notes = notes(List.of(), "text");
        assertThat(problemsBeside(LIBRARY.source(), notes, "array<string> @from(\"book.id <- notes.book_id . v\") f;"))
                .isEmpty();
        assertThat(problemsBeside(
                        LIBRARY.source(),
                        notes,
                        "union { null, int } @from(\"book.title -> notes(v).book_id\") f = null;"))
                .isEmpty();
        assertThat(problemsBeside(
                        LIBRARY.source(), notes, "union { null, string } @from(\"book.id -> notes.v\") f = null;"))
                .containsExactly(
                        "e.avdl:4: E.f: public.notes has no primary key; name a unique column: -> notes(column), or"
                                + " use <- for all rows.");
        String source = LIBRARY.source().replace("table: books }", "table: notes }");
        assertThat(source).isNotEqualTo(LIBRARY.source());
        assertThat(problemsBeside(source, notes, "union { null, string } @from(\"book.v\") f = null;"))
                .hasSize(2)
                .allMatch(
                        problem -> problem.endsWith("table public.notes has no primary key, so no column tells its rows"
                                + " apart; give it one, or find its rows by <-."));
    }

    @Test
    void valuesThatAreEqualAndReadDifferentlyFindNoRows() {
        for (String type : List.of("citext", "interval", "time with time zone", "jsonb")) {
            assertThat(problemsBeside(
                            LIBRARY.source(),
                            notes(List.of("book_id"), type),
                            "array<string> @from(\"book.id <- notes.book_id . v <- notes.v . v\") f;"))
                    .containsExactly(
                            "e.avdl:4: E.f: public.notes.v is " + type + ", and rows are not found by values of type "
                                    + type + ", which can be equal and read differently.");
        }
        assertThat(problemsBeside(
                        LIBRARY.source(),
                        notes(List.of("book_id"), "character(8)"),
                        "array<string> @from(\"book.title <- notes.v . v\") f;"))
                .containsExactly(
                        "e.avdl:4: E.f: public.notes.v is character(8) and is padded to another length than a value"
                                + " of type text.");
        assertThat(problemsBeside(
                        LIBRARY.source(),
                        notes(List.of("book_id"), "character(8)"),
                        "array<string> @from(\"book.id <- notes.book_id . v <- notes.v . v\") f;"))
                .isEmpty();
    }

    @Test
    void anEntityWhoseKeyReadsDifferentlyThoughEqualIsRefused() {
        String source = LIBRARY.source().replace("table: books }", "table: notes }");
        for (String type : List.of("citext", "character(8)")) {
            assertThat(problemsBeside(
                            source, notes(List.of("v"), type), "union { null, string } @from(\"book.v\") f = null;"))
                    .containsExactly(unreadable("subject_id", type), unreadable("target_id", type));
        }
        assertThat(problemsBeside(
                        source, notes(List.of("v"), "text"), "union { null, string } @from(\"book.v\") f = null;"))
                .isEmpty();
    }

    private static String unreadable(String column, String type) {
        return "source.yaml:8: public.audit_log." + column + " is text and the primary key public.notes.v is " + type
                + ", so equal values can read differently and the row would not be found; give both columns one type"
                + " whose equal values read alike.";
    }

    @Test
    void aTimeWithTimeZoneIsNoPrimaryKey() {
        assertThat(problemsBeside(
                        LIBRARY.source(),
                        notes(List.of("book_id", "v"), "time with time zone"),
                        "array<string> @from(\"book.id <- notes.book_id . v\") f;"))
                .containsExactly(
                        "e.avdl:4: E.f: column v of the primary key of public.notes is time with time zone, whose"
                                + " values of one instant read alike; give the table another key.");
    }

    private List<String> problemsOfAuditTable(List<String> primaryKey, Set<String> partitionedBy, boolean unique) {
        TableName name = new TableName("public", "audit_log");
        Map<String, Column> columns =
                new TreeMap<>(LIBRARY.catalog().table(name).orElseThrow().columns());
        columns.computeIfPresent("id", (key, id) -> new Column(id.type(), false, unique, Optional.empty()));
        columns.put("tenant", new Column("text", false, false, Optional.empty()));
        columns.put("created", new Column("timestamp with time zone", false, false, Optional.empty()));
        return problemsBeside(
                LIBRARY.source(),
                new Table(name, primaryKey, columns, Set.of(), partitionedBy),
                "string @from(\"audit.action\") f;");
    }

    @Test
    void anAuditIdThatTheCatalogDoesNotSayIsUniqueIsRefused() {
        assertThat(List.of(
                        problemsOfAuditTable(List.of("tenant", "id"), Set.of(), false),
                        problemsOfAuditTable(List.of("id", "tenant"), Set.of(), false),
                        problemsOfAuditTable(List.of("id", "tenant", "created"), Set.of("created"), false),
                        problemsOfAuditTable(List.of("tenant"), Set.of(), false)))
                .allSatisfy(problems -> assertThat(problems)
                        .singleElement()
                        .asString()
                        .contains("source.yaml:", "public.audit_log.id is not unique", "a unique constraint"));
    }

    @Test
    void anAuditIdBesideTheColumnsOfThePartitionsIsUniqueAsFarAsPostgresqlCanSay() {
        assertThat(problemsOfAuditTable(List.of("id", "tenant"), Set.of("tenant"), false))
                .isEmpty();
        assertThat(problemsOfAuditTable(List.of("created", "tenant", "id"), Set.of("tenant", "created"), false))
                .isEmpty();
        assertThat(problemsOfAuditTable(List.of("id", "created"), Set.of(), false))
                .as("a catalog that does not say how the table is partitioned")
                .isEmpty();
        assertThat(problemsOfAuditTable(List.of("tenant"), Set.of(), true)).isEmpty();
    }

    @Test
    void aTopicIsSoShortThatTheIdsOfItsEventsFitIntoQueues() {
        String contract = "schema E;\n@on(\"a\") @key(\"audit.id\") @topic(\"%s\") %s\nrecord E { string"
                + " @from(\"audit.action\") f; }";
        assertThat(problem(String.format(contract, "t".repeat(79), "")))
                .endsWith(" has 79 characters, and the ids of its events would have more than 128; give it a name of at"
                        + " most 78 by @topic.");
        assertThat(problem(String.format(contract, "t".repeat(76), "@version(2)")))
                .contains(".v2 has 79 characters");
        LIBRARY.compile(directory, Map.of("e.avdl", String.format(contract, "t".repeat(78), "")))
                .fold(contracts -> contracts, problems -> {
                    throw new AssertionError(problems);
                });
    }
}
