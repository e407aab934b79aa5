package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.quickstart.capture.LogReader.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debezium 3.6.1 loses rows after a restart. An END's LSN is where its COMMIT ends in the write-ahead log, so the next
 * transaction's first row begins at that LSN when nothing was written between them; and from a stored offset with that
 * LSN the engine skips all that has it. This test makes exactly that: transactions are captured to the last one, the
 * capture stops, the next row is written at the last END's LSN, and the capture starts again. It fails when
 * {@code Acknowledgement} gives back the END that it was just given.
 */
class LostFirstRowIT {

    private static final int ROUNDS = 4;
    private static final int TRANSACTIONS = 3;

    @ParameterizedTest(name = "PostgreSQL {0}")
    @ValueSource(ints = {17, 18})
    void aRowWithTheLsnOfTheEndBeforeTheRestartIsNotLost(int postgresql) throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)", "insert into a values (0)");
                LogReader log = stage.log()) {
            CaptureSettings settings = stage.settingsWithoutHeartbeats("public.a");
            List<Integer> atTheEnd = new ArrayList<>();
            int id = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long end;
                try (Capture capture = stage.start(settings)) {
                    for (int i = 0; i < TRANSACTIONS; i++) {
                        insert(stage, ++id);
                    }
                    end = endOf(id, log);
                    assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                }
                boolean adjacent = endOfWal(stage) == end;
                insert(stage, ++id);
                if (adjacent) {
                    atTheEnd.add(id);
                }
            }
            assertThat(atTheEnd).as("rows written where an END ends").isNotEmpty();
            try (Capture capture = stage.start(settings)) {
                insert(stage, ++id);
                Replay replay = Replay.of(log.untilEndAfter("id", String.valueOf(id)));
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                Set<Integer> expected =
                        stage.query("select id from a").stream().map(Integer::valueOf).collect(Collectors.toSet());
                assertThat(replay.ids)
                        .as("rows, those written where an END ends being " + atTheEnd)
                        .isEqualTo(expected);
                assertThat(replay.twice).isEmpty();
                assertThat(replay.torn).isZero();
            }
        }
    }

    private static void insert(Stage stage, int id) {
        stage.sql("insert into a values (" + id + ")");
    }

    private static long endOf(int id, LogReader log) {
        List<Entry> entries = log.untilEndAfter("id", String.valueOf(id));
        return entries.get(entries.size() - 1).position();
    }

    /** Where the next record of the write-ahead log will begin. */
    private static long endOfWal(Stage stage) {
        return Long.parseLong(stage.query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn").get(0));
    }
}
