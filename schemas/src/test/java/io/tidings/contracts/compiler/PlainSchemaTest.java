package io.tidings.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.Library;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainSchemaTest {
    private static final String CONTRACT = """
            namespace org.example;
            schema E;
            /** An event. */
            @on("example") @topic("t") @key("audit.id") @version(3) @owner("shelf team")
            record E {
              /** A loan. */
              union { null, Loan } @from("book.id <- loans.book_id") @orderBy("since") @pii(true) loan = null;
              array<map<string>> @from("book.id <- book_tags.book_id . tag_id -> tags") tags;
              array<Loan> @from("book.id <- loans.book_id") loans;
              @logicalType("timestamp-micros") long @from("audit.done_at") at;
            }
            /** Lent. */
            @on("nested") @version(9) record Loan {
              /** Since when. */
              date @from("since") since;
              decimal(8, 2) @from("fee") fee = "\\u0000";
            }
            """;

    @TempDir
    private Path directory;

    private Schema plain() {
        return Library.contracts(
                        new Library().compile(directory, Map.of("e.avdl", CONTRACT.replace("@on(\"nested\") ", ""))))
                .contracts()
                .get(0)
                .schema();
    }

    @Test
    void nothingOfTheContractLanguageIsLeft() {
        for (String annotation : new String[] {"on", "topic", "key", "version", "from", "orderBy"}) {
            assertThat(CONTRACT).contains("@" + annotation + "(");
            assertThat(plain().toString()).doesNotContain("\"" + annotation + "\"");
        }
    }

    @Test
    void documentationDefaultsLogicalTypesAndOtherAnnotationsStay() {
        Schema plain = plain();
        Schema.Field loan = plain.getField("loan");
        Schema nested = loan.schema().getTypes().get(1);
        assertThat(plain.getDoc()).isEqualTo("An event.");
        assertThat(plain.getFullName()).isEqualTo("org.example.E");
        assertThat(plain.getProp("owner")).isEqualTo("shelf team");
        assertThat(loan.doc()).isEqualTo("A loan.");
        assertThat(loan.hasDefaultValue()).isTrue();
        assertThat(loan.getObjectProp("pii")).isEqualTo(true);
        assertThat(nested.getDoc()).isEqualTo("Lent.");
        assertThat(nested.getField("since").doc()).isEqualTo("Since when.");
        assertThat(nested.getField("since").schema().getLogicalType().getName()).isEqualTo("date");
        assertThat(nested.getField("fee").schema().getLogicalType().getName()).isEqualTo("decimal");
        assertThat(plain.getField("at").schema().getLogicalType().getName()).isEqualTo("timestamp-micros");
        assertThat(plain.getField("loans").schema().getElementType()).isEqualTo(nested);
    }
}
