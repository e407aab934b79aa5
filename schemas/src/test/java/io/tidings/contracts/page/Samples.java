package io.tidings.contracts.page;

import io.tidings.contracts.Library;
import io.tidings.contracts.asyncapi.Description;
import io.tidings.contracts.asyncapi.Platform;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Trigger;
import io.tidings.wire.Example;
import io.tidings.wire.SchemaIdPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** A contract of the sample of docs/contracts.md, with documentation of the test's choice, and a real event of it. */
public final class Samples {
    private static final long POSITION = 0x1A2B3C;
    private static final long MILLIS = 1_709_287_200_000L;

    private final Library library = new Library();
    private final Contracts contracts;

    /** Compiles it in a directory of the test's own. */
    public Samples(Path directory, String doc) {
        contracts = Library.contracts(library.compile(directory, Map.of("e.avdl", """
                        namespace org.example;
                        schema BookLent;
                        /** DOC */
                        @on("example") @key("book.id") record BookLent {
                          /** The book. */
                          Book @from("book") book;
                          union { null, string } @from("actor.name") by = null;
                        }
                        record Book { int id; string title; array<Loan> @from("id <- loans.book_id") loans; }
                        record Loan { date since; }
                        """.replace("DOC", doc))));
    }

    /** All there are: one. */
    public Contracts contracts() {
        return contracts;
    }

    /** The event of the sample's first audit row. */
    public Example example() {
        Trigger trigger = library.audited(1, library.view());
        Outcome outcome = contracts.evaluate(trigger, Memory.none()).outcomes().get(0);
        return new Example((Outcome.Event) outcome, new Occurrence(trigger, POSITION, 0, MILLIS), 0);
    }

    /** What documents are made of. */
    public Description description() {
        return new Description(
                contracts,
                Map.of("book-lent", example()),
                new Platform(
                        List.of("a.example:9092", "b.example:9092"),
                        true,
                        "https://registry.example/",
                        "lib.",
                        3,
                        2,
                        SchemaIdPlace.PREFIX));
    }

    /** What the page is made of. */
    public Documented documented(Schema... released) {
        return new Documented(
                description(), Lineage.of(contracts, library.catalog()), Map.of("book-lent", List.of(released)));
    }
}
