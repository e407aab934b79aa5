package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.capture.LogReader.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee: of two captures one stands by and takes over when the other is killed, frozen or stopped; nothing is lost or
 * doubled. That it streams within 30 seconds is printed; a busy machine does not fail the test.
 */
class StandbyIT {

    private static final String STREAMS = "[+] slot: It streams";
    private static final String STANDS_BY = "[+] slot: It stands by; another capture streams.";
    private static final int MARKER = 1_000_000_000;

    @TempDir
    private Path directory;

    @FunctionalInterface
    private interface Blow {
        void strike(CaptureCommand active) throws Exception;
    }

    @Test
    void itTakesOverFromOneThatIsKilled() throws Exception {
        takesOver("kill -9", CaptureCommand::close, active -> {});
    }

    @Test
    void itTakesOverFromOneThatIsFrozenWhichStandsByWhenItGoesOn() throws Exception {
        takesOver("SIGSTOP", active -> active.signal("STOP"), active -> {
            active.signal("CONT");
            active.awaitReady(STANDS_BY);
        });
    }

    @Test
    void itTakesOverFromOneThatIsStopped() throws Exception {
        takesOver(
                "SIGTERM",
                CaptureCommand::stop,
                active -> assertThat(active.log()).contains("Capture closed"));
    }

    private void takesOver(String name, Blow blow, Blow afterwards) throws Exception {
        try (Stage stage = Stage.with(CaptureCommand.TABLE, "insert into a values (-1)");
                LogReader log = stage.log();
                CaptureCommand active = capture(stage)) {
            active.awaitReady(STREAMS);
            try (CaptureCommand standby = capture(stage);
                    Load load = Load.on(stage)) {
                standby.awaitReady(STANDS_BY);
                assertThat(standby.page("/livez")).doesNotContain("[-]");
                log.awaitEnds(100);
                String pid = activePid(stage);
                blow.strike(active);
                long struck = System.nanoTime();
                standby.await(
                        () -> !activePid(stage).equals(pid) && !activePid(stage).isEmpty(), "it streams");
                System.out.println("after " + name + " the standby streams in "
                        + (System.nanoTime() - struck) / 1_000_000 + " ms");
                standby.awaitReady(STREAMS);
                afterwards.strike(active);
                load.close();
                Replay replay = finish(stage, log);
                assertThat(replay.snapshots).hasSize(1);
                assertThat(standby.isAlive()).isTrue();
            }
        }
    }

    /** Nothing streams from the slot while the first snapshot is taken; the other one stands by all the same. */
    @Test
    void ofTwoThatStartTogetherOneTakesTheSnapshotAndTheOtherStandsBy() throws Exception {
        try (Stage stage =
                        Stage.with(CaptureCommand.TABLE, "insert into a select -n from generate_series(1, 150000) n");
                LogReader log = stage.log();
                CaptureCommand one = capture(stage);
                CaptureCommand other = capture(stage)) {
            one.await(() -> one.isReady(STANDS_BY) || other.isReady(STANDS_BY), "one stands by");
            assertThat(activePid(stage)).isEmpty();
            one.await(() -> one.isReady(STREAMS) || other.isReady(STREAMS), "one streams");
            assertThat(one.isReady(STANDS_BY) || other.isReady(STANDS_BY)).isTrue();
            Replay replay = finish(stage, log);
            assertThat(replay.snapshots).hasSize(1);
            assertThat(one.isAlive() && other.isAlive()).isTrue();
        }
    }

    private CaptureCommand capture(Stage stage) throws Exception {
        return CaptureCommand.start(stage, directory, "capture.standby=true");
    }

    private static String activePid(Stage stage) {
        return stage
                .query("select coalesce(active_pid::text, '') from pg_replication_slots"
                        + " where database = current_database()")
                .stream()
                .findFirst()
                .orElse("");
    }

    private static Replay finish(Stage stage, LogReader log) {
        stage.sql("insert into a values (" + MARKER + ")");
        List<Entry> entries = log.untilEndAfter("id", String.valueOf(MARKER));
        Replay replay = Replay.of(entries);
        assertThat(replay.torn).isZero();
        assertThat(replay.twice).isEmpty();
        assertThat(replay.ids)
                .isEqualTo(stage.query("select id from a").stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet()));
        return replay;
    }
}
