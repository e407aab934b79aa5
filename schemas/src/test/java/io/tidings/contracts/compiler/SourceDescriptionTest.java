package io.tidings.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.Library;
import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDescriptionTest {
    private static final Library LIBRARY = new Library();
    private static final String EVENT =
            "schema E; @on(\"a\") @key(\"audit.id\") record E { long @from(\"audit.id\") id; }";

    @TempDir
    private Path directory;

    private static List<String> problems(String yaml) {
        Problems problems = new Problems();
        SourceDescription.parse(yaml, problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    private List<String> againstTheCatalog(String from, String to) {
        assertThat(LIBRARY.source()).contains(from);
        return Library.problems(Library.compile(
                directory, LIBRARY.source().replace(from, to), Map.of("e.avdl", EVENT), LIBRARY.catalog()));
    }

    @Test
    void theSampleHasNoProblems() {
        assertThat(problems(LIBRARY.source())).isEmpty();
    }

    @Test
    void everythingThatIsMissingIsReportedTogether() {
        assertThat(problems("source:\naudit:\n  table: t\n  id: [1]\n"))
                .containsExactly(
                        "source.yaml:1: the file needs `source`.",
                        "source.yaml:4: `id` must be a plain value.",
                        "source.yaml:2: `audit` needs `action`.");
        assertThat(problems("")).contains("source.yaml:1: the file needs `source`.");
    }

    @Test
    void unknownAndRepeatedKeysAreReportedWithTheirLine() {
        assertThat(problems("source: a\nsource: b\ncolour: red\naudit: { table: t, id: i, action: a, when: w }\n"))
                .containsExactly(
                        "source.yaml:2: `source` is written twice; keep one of them.",
                        "source.yaml:3: `colour` is not known here; known are source, audit, exclude.",
                        "source.yaml:4: `when` is not known here; known are table, id, action, traceparent, references,"
                                + " entities, types.");
    }

    @Test
    void aTraceContextIsInAColumnThatThereIs() {
        assertThat(againstTheCatalog("  id: id", "  id: id\n  traceparent: trace"))
                .containsExactly("source.yaml:5: public.audit_log has no column trace.");
    }

    @Test
    void whatIsNoYamlIsReportedWithItsLine() {
        assertThat(problems("source: a\naudit: [\n"))
                .singleElement()
                .asString()
                .startsWith("source.yaml:3: this is no YAML: ");
        assertThat(problems("source: \u0001")).singleElement().asString().startsWith("source.yaml: this is no YAML: ");
        assertThat(problems("- a")).containsExactly("source.yaml:1: the file must be a mapping of names to values.");
    }

    @Test
    void namesThatCannotBeUsedAreReported() {
        assertThat(problems("source: My Source\naudit: { table: t, id: i, action: a }"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "source.yaml:1: `source` names topics and a replication slot: use lower-case letters, digits,"
                                + " - and _, not 'My Source'.");
        assertThat(problems("source: s\naudit: { table: s., id: i, action: a }"))
                .containsExactly("source.yaml:2: A table is written schema.table, not 's.'.");
    }

    @Test
    void referencesEntitiesTypesAndExclusionsAreReportedWhereTheyAreWritten() {
        assertThat(problems("""
                source: s
                audit:
                  table: t
                  id: i
                  action: a
                  references:
                    actor: done_by
                    other: a -> .x
                  entities:
                    subject: { type: a }
                  types:
                    A: { as: b }
                exclude:
                  - a.b
                  - a..c
                """))
                .containsExactly(
                        "source.yaml:7: A reference is written `actor: column -> table`.",
                        "source.yaml:8: A table is written schema.table, not '.x'.",
                        "source.yaml:10: `subject` needs `id`.",
                        "source.yaml:12: `A` needs `table`.",
                        "source.yaml:14: An excluded column is written schema.table.column, not a.b.",
                        "source.yaml:15: An excluded column is written schema.table.column, not a..c.");
    }

    @Test
    void aRootHasOneMeaning() {
        assertThat(againstTheCatalog("as: book", "as: actor"))
                .containsExactly("source.yaml:11: The root `actor` is named under `references` too; rename one.");
        assertThat(againstTheCatalog("subject:", "audit:"))
                .containsExactly("source.yaml:8: The root `audit` is named under `audit` too; rename one.");
    }

    @Test
    void columnsAndTablesThatTheDatabaseLacksAreReported() {
        assertThat(againstTheCatalog("  action: action", "  action: deed"))
                .containsExactly("source.yaml:5: public.audit_log has no column deed.");
        assertThat(againstTheCatalog("done_by -> members", "doer -> people"))
                .containsExactly(
                        "source.yaml:6: public.audit_log has no column doer.",
                        "source.yaml:6: the database has no table public.people; correct the name, or write the catalog"
                                + " anew if the table is new.");
        assertThat(againstTheCatalog("table: public.audit_log", "table: public.log"))
                .first()
                .asString()
                .startsWith("source.yaml:3: the database has no table public.log;");
        assertThat(againstTheCatalog("table: members }", "table: book_tags }"))
                .containsExactly("source.yaml:11: public.book_tags has a primary key of several columns; one column of"
                        + " the audit table cannot point to it.");
    }

    @Test
    void excludingWhatIsNotThereIsASlipThatWouldPublishWhatItMeant() {
        assertThat(againstTheCatalog("public.books.secret_note", "public.books.secret_notes"))
                .containsExactly("source.yaml:15: `exclude` names public.books.secret_notes, which the database does"
                        + " not have; correct it or leave it out.");
        assertThat(againstTheCatalog("public.books.secret_note", "public.books.id"))
                .anyMatch(problem -> problem.contains("excludes public.books.id, which is part of the primary key"));
    }

    @Test
    void aDirectoryWithoutSourceIsReported() throws Exception {
        assertThat(Library.problems(ContractCompiler.compile(directory, LIBRARY.catalog())))
                .containsExactly(
                        "source.yaml: there is no such file in " + directory + "; it describes the audit table.");
    }
}
