package io.tidings.quickstart;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A database to begin with, and what happens in it then.
 *
 * @param database SQL that creates and fills the tables
 * @param script the transactions
 */
record Workload(String database, SqlScript script) {

    /** The demo that ships with the quickstart. */
    static Workload demo() {
        return new Workload(resource("/demo/database.sql"), SqlScript.parse(resource("/demo/story.sql")));
    }

    /**
     * One's own files.
     *
     * @param workload none when null
     * @throws Refusal when a file cannot be read, or is no script of transactions
     */
    static Workload of(Path database, @Nullable Path workload) {
        String script = workload == null ? "" : text(workload);
        try {
            return new Workload(text(database), SqlScript.parse(script));
        } catch (IllegalArgumentException e) {
            throw new Refusal(workload + " cannot be played: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Refusal("The file " + file + " cannot be read; correct its path.", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Workload.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The quickstart was built without " + name + ".");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The quickstart's " + name + " cannot be read.", e);
        }
    }
}
