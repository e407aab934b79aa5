package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlossaryTest {
    private static final Pattern ENTRY = Pattern.compile("\\*\\*([^*]+)\\*\\*: [^.]+(\\.[a-z0-9][^.]*)*\\.");
    private static final List<String> NAMES = List.of(
            "action",
            "as-of",
            "audit row",
            "before and after",
            "changelog",
            "commit",
            "compatibility",
            "contract",
            "dead letter",
            "entity",
            "envelope",
            "epoch",
            "event type",
            "lag",
            "LSN",
            "offset",
            "op",
            "position",
            "publication",
            "reference",
            "replication slot",
            "root",
            "snapshot",
            "stream time",
            "subject",
            "tombstone");

    @Test
    void everyNameHasOneEntryOfOneSentenceInAlphabeticalOrder() throws IOException {
        List<String> entries = Files.readAllLines(Path.of("..", "docs", "glossary.md")).stream()
                .filter(line -> line.startsWith("**"))
                .toList();
        assertThat(entries).allMatch(entry -> ENTRY.matcher(entry).matches());
        List<String> names = entries.stream()
                .map(entry -> entry.substring(2, entry.indexOf("**", 2)))
                .toList();
        assertThat(names).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER).doesNotHaveDuplicates();
        assertThat(names).containsAll(NAMES);
    }
}
