package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md}: each promise names tests, and they exist. */
class GuaranteesDocumentTest {
    private static final Path PROJECT = Path.of("..");

    @Test
    void eachPromiseNamesATestThatExists() throws IOException {
        Set<String> tests = TestClasses.names();
        List<String> promises = Files.readAllLines(PROJECT.resolve("docs/guarantees.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.matches("\\| (promise|feature) .*"))
                .toList();
        assertThat(promises).isNotEmpty();
        for (String promise : promises) {
            List<String> named = TestClasses.namedIn(promise);
            assertThat(named).as(promise).isNotEmpty();
            assertThat(tests).as(promise).containsAll(named);
        }
    }
}
