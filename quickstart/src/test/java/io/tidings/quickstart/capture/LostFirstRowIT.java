package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.quickstart.capture.LogReader.Entry;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debezium 3.6.1 loses rows after a restart. An END's LSN is where its COMMIT ends in the write-ahead log; what any
 * session writes next begins there. When that is a row of the transaction that commits next, and the stored offset is that
 * END, the restarted engine takes this row for one that it had delivered, and skips the transaction up to it. This test
 * makes exactly that happen. It fails when {@code Acknowledgement} gives back the END that it was just given.
 */
class LostFirstRowIT {

    private static final int ROUNDS = 3;

    @ParameterizedTest(name = "PostgreSQL {0}")
    @ValueSource(ints = {17, 18})
    void rowsOfATransactionWithARowAtTheLsnOfTheLastEndAreNotLost(int postgresql) throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)", "insert into a values (0)");
                LogReader log = stage.log()) {
            CaptureSettings settings = stage.settingsWithoutHeartbeats("public.a");
            int struck = 0;
            int id = 0;
            for (int round = 0; round < ROUNDS; round++) {
                struck += strike(stage, settings, log, id) ? 1 : 0;
                id += 100;
            }
            assertThat(struck).as("transactions with a row at the END before").isPositive();
            try (Capture capture = stage.start(settings)) {
                stage.sql(insert(id));
                Replay replay = Replay.of(log.untilEndAfter("id", String.valueOf(id)));
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                Set<Integer> expected = stage.query("select id from a").stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
                assertThat(replay.ids).isEqualTo(expected);
                assertThat(replay.twice).isEmpty();
                assertThat(replay.torn).isZero();
            }
        }
    }

    /** Tells whether a row of the open transaction was the next to be written where the last captured COMMIT ended. */
    private static boolean strike(Stage stage, CaptureSettings settings, LogReader log, int id) throws Exception {
        try (Connection open = stage.another();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            long end;
            try (Capture capture = stage.start(settings)) {
                stage.sql(insert(id + 1), insert(id + 2));
                statement.execute(insert(id + 3));
                stage.sql(insert(id + 4));
                end = endOf(id + 4, log);
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
            boolean adjacent = endOfWal(stage) == end;
            statement.execute(insert(id + 5));
            statement.execute(insert(id + 6));
            open.commit();
            return adjacent;
        }
    }

    private static String insert(int id) {
        return "insert into a values (" + id + ")";
    }

    static long endOf(int id, LogReader log) {
        List<Entry> entries = log.untilEndAfter("id", String.valueOf(id));
        return entries.get(entries.size() - 1).position();
    }

    /** Where the next record of the write-ahead log will begin. */
    static long endOfWal(Stage stage) {
        return Long.parseLong(stage.query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
                .get(0));
    }
}
