package io.tidings.enricher.state;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of the state on this machine. Kafka Streams knows how much of each changelog it has, but not of which: a copy that was
 * made from other topics of the same names is thrown away, and restored from Kafka.
 *
 * @param directory of the application
 */
public record LocalState(Path directory) {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String NAME = "changelogs";

    /** Throws the copy away unless it was made from these changelogs. */
    public void belongTo(TopicIds changelogs) {
        Path file = directory.resolve(NAME);
        try {
            if (Files.exists(file) && Files.readString(file).equals(changelogs.text())) {
                return;
            }
            if (holdsTasks()) {
                LOG.atWarn()
                        .addKeyValue("directory", directory)
                        .log("The local state is not a copy of the changelogs that Kafka has now; it is thrown away and"
                                + " restored from Kafka");
                delete();
            }
            Files.createDirectories(directory);
            Files.writeString(file, changelogs.text());
        } catch (IOException e) {
            throw new Refusal(
                    "The directory " + directory + " of the state cannot be written: " + e.getMessage()
                            + ". Let enricher.state-directory name one that can; nothing is lost.",
                    e);
        }
    }

    private boolean holdsTasks() throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("\\d+_\\d+"));
        }
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
