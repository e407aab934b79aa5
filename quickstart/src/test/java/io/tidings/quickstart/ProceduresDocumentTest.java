package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/operations.md} and {@code docs/alerts.md}: each procedure says which test executes it, or that none does. */
class ProceduresDocumentTest {
    private static final String BY_NONE = "Not executed by a test";

    @ParameterizedTest
    @ValueSource(strings = {"operations.md", "alerts.md"})
    void eachSectionEndsWithTheTestsThatExecuteItOrSaysThatNoneDoes(String document) throws IOException {
        String text = Files.readString(Path.of("..", "docs", document));
        List<String> sections = Arrays.stream(text.split("\n##+ ")).skip(1).toList();
        assertThat(sections).hasSizeGreaterThan(5);
        for (String section : sections) {
            String title = section.lines().findFirst().orElseThrow();
            String end = section.strip().substring(section.strip().lastIndexOf("\n\n") + 2);
            if (!end.startsWith(BY_NONE)) {
                assertThat(end).as(title).startsWith("Executed by `");
                assertThat(TestClasses.namedIn(end)).as(title).isNotEmpty();
            }
            assertThat(TestClasses.names()).as(title).containsAll(TestClasses.namedIn(section));
        }
    }
}
