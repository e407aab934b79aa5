package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/guarantees.md}: each promise names tests, and they exist. */
class GuaranteesDocumentTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void eachPromiseNamesATestThatExists() throws IOException {
        Set<String> tests = tests();
        List<String> promises = Files.readAllLines(PROJECT.resolve("docs/guarantees.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.matches("\\| (promise|feature) .*"))
                .toList();
        assertThat(promises).isNotEmpty();
        for (String promise : promises) {
            List<String> named = TEST.matcher(promise)
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .toList();
            assertThat(named).as(promise).isNotEmpty();
            assertThat(tests).as(promise).containsAll(named);
        }
    }

    private static Set<String> tests() throws IOException {
        Set<String> tests = new HashSet<>();
        for (String module : List.of("schemas", "service", "cdc-source", "enricher", "distribution", "quickstart")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .forEach(tests::add);
            }
        }
        return tests;
    }
}
