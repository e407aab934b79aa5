package io.tidings.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The test classes that documents may name. */
final class TestClasses {
    private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT))`");

    private TestClasses() {}

    /** All there are, in every module. */
    static Set<String> names() throws IOException {
        Set<String> tests = new HashSet<>();
        for (String module : List.of("schemas", "service", "cdc-source", "enricher", "distribution", "quickstart")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .forEach(tests::add);
            }
        }
        return tests;
    }

    /** Those that a text names. */
    static List<String> namedIn(String text) {
        return NAME.matcher(text).results().map(result -> result.group(1)).toList();
    }
}
