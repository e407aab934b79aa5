package io.tidings.contracts.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.Library;
import io.tidings.contracts.plan.Contracts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lineage as people and programs read it. */
class LineageFormsTest {
    private static final String CONTRACT = """
            schema BookLent;
            @on(["example", {"deleted": "loans", "with": "book_id -> books"}]) @key("book.id | row.book_id")
            record BookLent {
              union { null, Book } @from("book") book = null;
              array<Loan> @from("book.id <- loans.book_id [returned is null]") @orderBy("since desc") loans;
              array<string> @changes(["book", "book"]) none;
            }
            record Book { string title; union { null, int } @from("details/pages") pages = null; }
            record Loan { string @from("member_id -> members.name") member; }
            """;

    private final Library library = new Library();

    @TempDir
    private Path directory;

    private Lineage lineage;

    @BeforeEach
    void compile() {
        Contracts contracts = Library.contracts(library.compile(directory, Map.of("e.avdl", CONTRACT)));
        lineage = Lineage.of(contracts, library.catalog());
    }

    @Test
    void aTerminalShowsATableOfColumns() {
        assertThat(new LineageText("public").table(lineage.events().get(0))).isEqualTo("""
                        book-lent (library.book-lent.v1) on example, deleted loans with book_id -> books

                          field     reads                     from        by way of
                          @key      books.id | loans.book_id  book | row
                          book      row of books              book
                            title   books.title
                            pages   books.details/pages
                          loans[]   row of loans              book        gather books.id, loans.book_id; filter loans.returned;
                                                                          order loans.since
                            member  members.name                          follow loans.member_id, members.id
                          none      what differs
                        """);
    }

    @Test
    void aTableOfAnotherSchemaIsNamedWithIt() {
        assertThat(new LineageText("other").table(lineage.events().get(0))).contains("  public.books.title\n");
    }

    @Test
    void gitHubDrawsAPictureOfTablesAndColumns() {
        assertThat(new LineageMermaid("public").picture(lineage.events().get(0)))
                .isEqualTo("""
                        ### book-lent

                        ```mermaid
                        flowchart LR
                          event(["book-lent"])
                          t0["books<br>details<br>id<br>title"] --> event
                          t1["loans<br>book_id"] --> event
                          t2["members<br>name"] --> event
                          t3["audit_log"] -.-> event
                        ```
                        """);
    }

    @Test
    void whatANameHoldsDoesNotDraw() {
        Map<String, String> contract = Map.of("e.avdl", CONTRACT.replace("@key", "@topic(\"end\") @key"));
        Contracts contracts = Library.contracts(library.compile(directory, contract));
        String picture = new LineageMermaid("x\"]")
                .picture(Lineage.of(contracts, library.catalog()).events().get(0));
        assertThat(picture).contains("event([\"end\"])").contains("t0[\"public.books<br>");
        assertThat(LineageMermaid.escaped("a\"]<b>#;")).isEqualTo("a#34;#93;#60;b#62;#35;#59;");
    }

    @Test
    void jsonIsComplete() {
        JsonNode event = LineageJson.of(lineage.events()).get(0);
        assertThat(event.path("type").asText()).isEqualTo("library.book-lent.v1");
        JsonNode member = event.path("fields").get(4);
        assertThat(member.path("field").asText()).isEqualTo("loans[].member");
        assertThat(member.path("path").asText()).isEqualTo("member_id -> members.name");
        assertThat(member.path("reads").toString()).isEqualTo("[{\"table\":\"public.members\",\"column\":\"name\"}]");
        assertThat(member.path("by").toString())
                .contains("{\"table\":\"public.loans\",\"column\":\"returned\",\"use\":\"filter\"}")
                .endsWith("{\"table\":\"public.members\",\"column\":\"id\",\"use\":\"follow\"}]");
        assertThat(event.path("fields")
                        .get(2)
                        .path("reads")
                        .get(0)
                        .path("members")
                        .toString())
                .isEqualTo("[\"pages\"]");
        assertThat(event.path("fields").get(5).path("from").toString()).contains("\"manner\":\"compared\"");
    }
}
