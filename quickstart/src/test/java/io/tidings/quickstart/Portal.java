package io.tidings.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real application's database and workload, which are not ours to keep: base.sql and workload.sql in the directory
 * that {@code -Dtidings.portal=DIRECTORY} names, or beside the checkout.
 */
final class Portal {
    private static final Path DIRECTORY = Path.of(System.getProperty("tidings.portal", "../../shared/portal"));

    private Portal() {}

    /** For {@code @EnabledIf}. */
    static boolean isAtHand() {
        return Files.isRegularFile(DIRECTORY.resolve("workload.sql"));
    }

    static Workload workload() {
        return Workload.of(DIRECTORY.resolve("base.sql"), DIRECTORY.resolve("workload.sql"));
    }
}
