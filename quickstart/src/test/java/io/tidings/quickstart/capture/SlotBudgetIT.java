package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.SlotPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee: beyond its budget the slot is named, or dropped and replaced by a new snapshot without a false event. */
class SlotBudgetIT {

    private static final String STREAMS = "[+] slot: It streams";
    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    private Path directory;

    @Test
    void theAlertSaysSoUntilTheSlotIsWithinItAgain() throws Exception {
        try (Stage stage = Stage.with(CaptureCommand.TABLE);
                CaptureCommand capture = CaptureCommand.start(stage, directory, "capture.slot-budget=1MB")) {
            capture.awaitReady(STREAMS);
            assertThat(capture.page("/metrics")).contains("tidings_slot_budget_bytes 1048576.0");
            try (Connection open = stage.another()) {
                holdBack(open, stage);
                capture.awaitReady("[-] slot: The database keeps ");
            }
            capture.await(
                    () -> {
                        stage.sql("checkpoint");
                        return capture.isReady(STREAMS);
                    },
                    "within the budget again");
            assertThat(capture.log()).containsOnlyOnce("SlotBudget The database keeps ");
        }
    }

    @Test
    void theDroppedSlotIsReplacedByANewSnapshot() throws Exception {
        String[] settings = {"capture.slot-budget=1MB", "capture.slot-budget-action=drop-and-resnapshot"};
        try (Stage stage = Stage.with(CaptureCommand.TABLE, "insert into a values (1), (2)");
                LogReader log = stage.log()) {
            try (CaptureCommand capture = CaptureCommand.start(stage, directory, settings);
                    Connection open = stage.another()) {
                capture.awaitReady(STREAMS);
                holdBack(open, stage);
                capture.awaitLog("The capture has dropped the slot, as capture.slot-budget-action says");
                stage.sql("delete from a where id = 2", "insert into a values (3)");
                open.rollback();
                capture.awaitLog("it takes a new snapshot of 1 table");
                capture.await(() -> slots(stage, "active").size() == 1, "the new slot streams");
                stage.sql("insert into a values (4)");
                assertThatTheLogIsExact(stage, log);
                assertThat(capture.log()).doesNotContain("is away");
            }
        }
    }

    @Test
    void aCaptureThatCannotStartBecauseKafkaIsDownDropsItToo() throws Exception {
        try (Stage stage = Stage.with(CaptureCommand.TABLE, "insert into a values (1), (2)");
                LogReader log = stage.log()) {
            CaptureSettings settings = stage.settings("public.a")
                    .with(new SlotPolicy(MEGABYTE, SlotPolicy.Beyond.DROP_AND_RESNAPSHOT, false, false));
            try (Capture capture = stage.start(settings)) {
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
            stage.sql("delete from a where id = 2", "insert into a values (3)");
            write(stage);
            stage.endStreams();
            CaptureSettings withoutKafka = Stage.settings(
                            stage.source,
                            stage.source,
                            stage.database(),
                            Map.of("bootstrap.servers", "127.0.0.1:1"),
                            Set.of("public.a"),
                            Set.of())
                    .with(settings.engine().policy());
            try (Capture capture = new Capture(withoutKafka)) {
                CompletableFuture<Void> start = CompletableFuture.runAsync(capture::start);
                Waiting.until(capture, "Kafka at 127.0.0.1:1 does not answer");
                assertThat(slots(stage, "true")).isEmpty();
                assertThat(start).isNotDone();
            }
            try (Capture capture = stage.start(settings)) {
                stage.sql("insert into a values (4)");
                assertThatTheLogIsExact(stage, log);
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    private static void assertThatTheLogIsExact(Stage stage, LogReader log) {
        Replay replay = Replay.of(log.untilEndAfter("id", "4"));
        assertThat(stage.query("select id from a order by id")).containsExactly("1", "3", "4");
        assertThat(replay.ids).containsExactlyInAnyOrder(1, 3, 4);
        assertThat(replay.inserted).containsExactly(4);
        assertThat(replay.snapshots).hasSize(2);
        assertThat(replay.twice).isEmpty();
    }

    /** A transaction that stays open has the database keep what is written from now on. */
    private static void holdBack(Connection open, Stage stage) throws SQLException {
        open.setAutoCommit(false);
        try (Statement statement = open.createStatement()) {
            statement.execute("insert into a values (1000)");
        }
        write(stage);
    }

    private static void write(Stage stage) {
        for (int i = 0; i < 4; i++) {
            stage.sql("select pg_logical_emit_message(false, 'other', repeat('x', 1000000))");
        }
    }

    private static List<String> slots(Stage stage, String condition) {
        return stage.query(
                "select slot_name from pg_replication_slots where database = current_database() and " + condition);
    }
}
