package io.tidings.contracts.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is not needed for. */
class ContractsPageTest {
    private static final Pattern DOWNLOAD = Pattern.compile("href=\"data:application/json;base64,([^\"]+)\"");

    @TempDir
    private Path directory;

    @Test
    void theSameContractsGiveTheSamePage() {
        String page = ContractsPage.of(new Samples(directory, "A loan.").documented());
        assertThat(ContractsPage.of(new Samples(directory, "A loan.").documented()))
                .isEqualTo(page);
    }

    @Test
    void whatContractsHoldIsTextAndNothingElse() {
        String page = ContractsPage.of(
                new Samples(directory, "</p><script>alert('x')</script> \" onload=\"x <img src=x> `<b>`").documented());
        assertThat(page)
                .contains("&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("<code>&lt;b&gt;</code>")
                .doesNotContain("alert('x')")
                .doesNotContain("<img");
        assertThat(page.split("<script>", -1)).hasSize(2);
    }

    @Test
    void thePlainSchemaCanBeTakenHome() {
        Samples samples = new Samples(directory, "A loan.");
        Matcher download = DOWNLOAD.matcher(ContractsPage.of(samples.documented()));
        assertThat(download.find()).isTrue();
        String avsc =
                new String(Base64.getDecoder().decode(download.group(1)), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(new Schema.Parser().parse(avsc))
                .isEqualTo(samples.contracts().contracts().get(0).schema());
    }

    @Test
    void fieldsSayWhereTheyComeFromAndTheExampleIsReal() {
        String page = ContractsPage.of(new Samples(directory, "A loan.").documented());
        assertThat(page)
                .contains("loans.since")
                .contains("gather books.id, loans.book_id")
                .contains("&quot;title&quot; : &quot;Alice&quot;")
                .contains("lib.book-lent")
                .contains("readers of any version read events of any other");
    }

    @Test
    void versionsAreComparedOneAfterTheOther() {
        Samples samples = new Samples(directory, "A loan.");
        Schema now = samples.contracts().contracts().get(0).schema();
        Schema first = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"BookLent\",\"namespace\":\"org.example\",\"fields\":"
                        + "[{\"name\":\"isbn\",\"type\":\"string\"}]}");
        assertThat(ContractsPage.of(samples.documented()))
                .contains("none released yet")
                .contains("Version 1, not released");
        assertThat(ContractsPage.of(samples.documented(first)))
                .contains("1 released, one to come")
                .contains("Version 2, not released")
                .contains("<code>isbn</code> <span>string</span>")
                .contains("<code>by</code> <span>string or null, default null</span>");
        assertThat(ContractsPage.of(samples.documented(first, now)))
                .contains("2 released</small>")
                .doesNotContain("not released");
    }
}
