package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.quickstart.servers.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that comes back in another state than the one it was captured in, under its own identifier. */
class WentBackIT {

    @TempDir
    Path directory;

    @Test
    void aDatabaseThatLacksWhatWasCapturedIsRefusedAndOneThatHasItGoesOn() throws Exception {
        Path current = directory.resolve("current");
        Path backup = directory.resolve("backup");
        try (Database database = Database.start(current)) {
            sql(database, "create table a (id int primary key)");
            captureUntil(database, 1);
        }
        run("cp", "-a", current.toString(), backup.toString());
        try (Database database = Database.start(current)) {
            sql(database, "insert into a select -n from generate_series(1, 3000) n");
            captureUntil(database, 2);
        }
        try (Database database = Database.start(backup)) {
            assertThat(refusal(database)).contains("went back").contains("timeline 1");
        }
        Files.createFile(backup.resolve("data/standby.signal"));
        try (Database database = Database.start(backup)) {
            sql(database, "select pg_promote()", "insert into a select -n from generate_series(1, 9000) n");
            assertThat(refusal(database)).contains("is not part of the database's timeline 2");
        }
        Files.createFile(current.resolve("data/standby.signal"));
        try (Database database = Database.start(current)) {
            sql(database, "select pg_promote()");
            captureUntil(database, 3);
        }
        try (Database database = Database.start(current)) {
            captureUntil(database, 4);
        }
    }

    private static void captureUntil(Database database, int id) throws Exception {
        try (Capture capture = new Capture(settings(database));
                LogReader log =
                        new LogReader(String.valueOf(Stage.kafka().get("bootstrap.servers")), "went_back.changes")) {
            capture.start();
            capture.awaitStreaming(Duration.ofSeconds(30));
            sql(database, "insert into a values (" + id + ")");
            log.untilEndAfter("id", String.valueOf(id));
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    private static String refusal(Database database) {
        try (Capture capture = new Capture(settings(database))) {
            CaptureException refused = catchThrowableOfType(CaptureException.class, capture::start);
            assertThat(refused).isNotNull();
            return String.valueOf(refused.getMessage());
        }
    }

    private static CaptureSettings settings(Database database) {
        return Stage.settings(
                "went_back",
                "went_back",
                new DatabaseSettings(
                        database.host(), database.port(), database.name(), database.user(), database.password()),
                Stage.kafka(),
                Set.of("public.a"),
                Set.of());
    }

    private static void sql(Database database, String... statements) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
