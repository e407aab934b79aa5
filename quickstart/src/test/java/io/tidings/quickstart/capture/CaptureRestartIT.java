package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.quickstart.capture.LogReader.Entry;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures are killed with kill -9, and what the log then says is compared with the database. */
@ParameterizedClass(name = "PostgreSQL {0}")
@ValueSource(ints = {17, 18})
class CaptureRestartIT {

    @Parameter
    private int postgresql;

    private static final int MARKER = 1_000_000_000;

    @Test
    void killedAgainAndAgainUnderLoadItLosesNothing() throws Exception {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("killedAgainAndAgainUnderLoadItLosesNothing -Dtidings.seed=" + seed);
        Random random = new Random(seed);
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)", "insert into a values (-1)");
                Load load = Load.on(stage);
                LogReader log = stage.log()) {
            int ends = 0;
            for (int kill = 0; kill < 4; kill++) {
                int goal = ends + 1 + random.nextInt(400);
                try (CaptureProcess process = CaptureProcess.start(stage, "public.a")) {
                    ends = log.awaitEnds(goal);
                    assertThat(process.isAlive()).isTrue();
                }
            }
            load.close();
            Replay replay = Replay.of(finish(stage, log));
            System.out.println("rows=" + replay.ids.size() + " transactions sent again=" + replay.resent);
            assertThat(replay.resent).isPositive();
            assertThatNothingIsMissing(replay, stage);
            assertThat(replay.snapshots).hasSize(1);
        }
    }

    @Test
    void killedBetweenTheSnapshotAndTheFirstAcknowledgementItLosesNothing() throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)", "insert into a values (-1)")) {
            Replay replay = killedAfterTheSnapshot(stage);
            assertThat(replay.snapshots).hasSize(1);
        }
    }

    @Test
    void killedAfterAnEmptySnapshotItLosesNothing() throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)")) {
            Replay replay = killedAfterTheSnapshot(stage);
            assertThat(replay.snapshots).isEmpty();
        }
    }

    private static Replay killedAfterTheSnapshot(Stage stage) throws Exception {
        try (LogReader log = stage.log()) {
            try (CaptureProcess process = CaptureProcess.start(stage, "public.a")) {
                assertThat(stage.awaitOffset()).doesNotContain("lsn_proc");
                assertThat(process.isAlive()).isTrue();
            }
            IntStream.range(0, 50).forEach(id -> stage.sql("insert into a values (" + id + ")"));
            Replay replay = Replay.of(finish(stage, log));
            assertThat(replay.inserted)
                    .containsAll(IntStream.range(0, 50).boxed().toList());
            assertThatNothingIsMissing(replay, stage);
            return replay;
        }
    }

    @Test
    void killedRightAfterTheSnapshotUnderLoadItLosesNothing() throws Exception {
        for (int kill = 0; kill < Integer.getInteger("tidings.kills", 1); kill++) {
            try (Stage stage =
                            Stage.on(postgresql, "create table a (id int primary key)", "insert into a values (-1)");
                    Load load = Load.on(stage);
                    LogReader log = stage.log()) {
                try (CaptureProcess process = CaptureProcess.start(stage, "public.a")) {
                    assertThat(stage.awaitOffset()).doesNotContain("lsn_proc");
                    assertThat(process.isAlive()).isTrue();
                }
                load.close();
                Replay replay = Replay.of(finish(stage, log));
                System.out.println("snapshot=" + replay.snapshots + " first row streamed=" + replay.firstStreamed
                        + " inserted=" + replay.inserted.size() + " resent=" + replay.resent);
                assertThat(replay.snapshots).hasSize(1);
                assertThatNothingIsMissing(replay, stage);
            }
        }
    }

    /** The load goes on while the snapshot is taken again: no commit may fall between snapshot and slot. */
    @Test
    void killedInTheMiddleOfTheSnapshotItTakesItAgain() throws Exception {
        try (Stage stage = Stage.on(
                        postgresql,
                        "create table a (id int primary key)",
                        "insert into a select -n from generate_series(1, 100000) n");
                LogReader log = stage.log()) {
            try (CaptureProcess process = CaptureProcess.start(stage, "public.a")) {
                log.until(entry -> entry.text("/op").equals("r"));
                assertThat(process.isAlive()).isTrue();
            }
            stage.sql("delete from a where id = -7");
            Replay replay;
            try (Load load = Load.on(stage)) {
                replay = Replay.of(finish(stage, log, load));
            }
            assertThat(replay.snapshots).hasSize(2);
            assertThatNothingIsMissing(replay, stage);
        }
    }

    private static List<Entry> finish(Stage stage, LogReader log) throws Exception {
        return finish(stage, log, () -> {});
    }

    private static List<Entry> finish(Stage stage, LogReader log, AutoCloseable load) throws Exception {
        try (Capture capture = stage.start(stage.settings("public.a"))) {
            load.close();
            stage.sql("insert into a values (" + MARKER + ")");
            List<Entry> entries = log.untilEndAfter("id", String.valueOf(MARKER));
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            return entries;
        }
    }

    private static void assertThatNothingIsMissing(Replay replay, Stage stage) {
        assertThat(replay.torn).isZero();
        assertThat(replay.twice).isEmpty();
        assertThat(replay.ids)
                .isEqualTo(stage.query("select id from a").stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet()));
    }
}
