package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarantee: a slot that is lost is named, and {@code --new-snapshot} repairs it; rows that vanished have ended. */
class LostSlotIT {

    /** How a slot comes to lack changes, and how that is said. */
    enum Loss {
        INVALIDATED("The database has removed write-ahead log that the replication slot"),
        DROPPED("is gone from"),
        MADE_AGAIN("is not the one that this capture read from");

        private final String sentence;

        Loss(String sentence) {
            this.sentence = sentence;
        }

        void befall(Stage stage) throws SQLException {
            switch (this) {
                case INVALIDATED -> invalidate(stage);
                case DROPPED -> stage.dropSlots();
                case MADE_AGAIN -> {
                    stage.dropSlots();
                    stage.sql("select pg_create_logical_replication_slot('tidings_" + stage.source + "', 'pgoutput')");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNamedAndRepaired(Loss loss) throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)", "insert into a values (1), (2), (3)");
                LogReader log = stage.log()) {
            CaptureSettings settings = stage.settings("public.a");
            try (Capture capture = stage.start(settings)) {
                goesOn(stage, capture, log, 4);
            }
            stage.sql("delete from a where id = 2", "insert into a values (10)");
            loss.befall(stage);
            assertThat(refusal(new Capture(settings)))
                    .contains(loss.sentence)
                    .endsWith("Start the capture once with --new-snapshot.");
            Replay repaired;
            try (Capture capture = Capture.withNewSnapshot(settings)) {
                capture.start();
                capture.awaitStreaming(Duration.ofSeconds(90));
                repaired = goesOn(stage, capture, log, 5);
            }
            assertThat(repaired.ids).containsExactlyInAnyOrder(1, 3, 4, 5, 10);
            assertThat(repaired.inserted).containsExactlyInAnyOrder(4, 5);
            try (Capture capture = stage.start(settings)) {
                Replay replay = goesOn(stage, capture, log, 6);
                assertThat(replay.ids).containsExactlyInAnyOrder(1, 3, 4, 5, 6, 10);
                assertThat(replay.snapshots).hasSize(2);
            }
        }
    }

    @Test
    void aNewSnapshotDropsNoSlotThatKafkaDoesNotKnow() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)")) {
            stage.sql("select pg_create_logical_replication_slot('tidings_" + stage.source + "', 'pgoutput')");
            assertThat(refusal(Capture.withNewSnapshot(stage.settings("public.a"))))
                    .contains("exists, but this Kafka has no offset");
            assertThat(stage.query("select slot_name from pg_replication_slots where database = current_database()"))
                    .hasSize(1);
        }
    }

    private static Replay goesOn(Stage stage, Capture capture, LogReader log, int id) {
        stage.sql("insert into a values (" + id + ")");
        Replay replay = Replay.of(log.untilEndAfter("id", String.valueOf(id)));
        assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        assertThat(replay.twice).isEmpty();
        assertThat(replay.torn).isZero();
        return replay;
    }

    private static String refusal(Capture refusing) {
        try (Capture capture = refusing) {
            CaptureException refused = catchThrowableOfType(CaptureException.class, capture::start);
            assertThat(refused).isNotNull();
            return String.valueOf(refused.getMessage());
        }
    }

    private static void invalidate(Stage stage) {
        stage.sql("alter system set max_slot_wal_keep_size = '1MB'", "select pg_reload_conf()");
        try {
            List<String> status = List.of();
            for (int i = 0; i < 100 && !status.equals(List.of("lost")); i++) {
                stage.sql(
                        "select pg_logical_emit_message(false, 'other', 'x')", "select pg_switch_wal()", "checkpoint");
                status = stage.query("select wal_status from pg_replication_slots where database = current_database()");
            }
            assertThat(status).containsExactly("lost");
        } finally {
            stage.sql("alter system reset max_slot_wal_keep_size", "select pg_reload_conf()");
        }
    }
}
