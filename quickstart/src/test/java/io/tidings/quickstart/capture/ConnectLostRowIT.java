package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.servers.ConnectWorker;
import io.tidings.quickstart.servers.ConnectorFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link LostFirstRowIT}, in a Kafka Connect cluster, whose worker stores the offset of whatever record comes last.
 * With Debezium's own connector in place of {@code SafeOffsetsConnector} this test fails: rows are missing.
 */
class ConnectLostRowIT {
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    @Test
    void rowsOfATransactionWithARowAtTheLsnOfTheLastEndAreNotLost() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)", "insert into a values (0)");
                ConnectWorker worker = ConnectWorker.start(Stage.bootstrapServers());
                LogReader log = connected(stage, worker)) {
            int struck = 0;
            int id = 0;
            for (int round = 0; round < ROUNDS; round++) {
                struck += strike(stage, worker, log, id) ? 1 : 0;
                id += 100;
            }
            assertThat(struck).as("transactions with a row at the END before").isPositive();
            stage.sql(insert(id));
            Replay replay = Replay.of(log.untilEndAfter("id", String.valueOf(id)));
            Set<Integer> expected = stage.query("select id from a").stream()
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet());
            assertThat(replay.ids).isEqualTo(expected);
            assertThat(replay.twice).isEmpty();
            assertThat(replay.torn).isZero();
        }
    }

    private LogReader connected(Stage stage, ConnectWorker worker) throws Exception {
        ConnectorFile file = ConnectorFile.of(stage.server(), directory)
                .with(Map.of(
                        "topic.prefix", stage.source,
                        "database.dbname", stage.source,
                        "slot.name", stage.source,
                        "publication.name", stage.source,
                        "table.include.list", "public\\.a",
                        "transforms.source.static.value", stage.source,
                        "transforms.log.replacement", stage.source + ".changes",
                        // Nothing is written that the test does not write.
                        "heartbeat.interval.ms", "3600000"));
        file.json().put("name", stage.source);
        worker.create(file.json());
        return stage.log();
    }

    /** Tells whether a row of the open transaction was the next to be written where the last captured COMMIT ended. */
    private static boolean strike(Stage stage, ConnectWorker worker, LogReader log, int id) throws Exception {
        try (Connection open = stage.another();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            if (id == 0) {
                log.until(entry -> entry.text("/op").equals("r"));
            }
            stage.sql(insert(id + 1), insert(id + 2));
            statement.execute(insert(id + 3));
            stage.sql(insert(id + 4));
            long end = LostFirstRowIT.endOf(id + 4, log);
            worker.stop(stage.source);
            boolean adjacent = LostFirstRowIT.endOfWal(stage) == end;
            statement.execute(insert(id + 5));
            statement.execute(insert(id + 6));
            open.commit();
            worker.resume(stage.source);
            return adjacent;
        }
    }

    private static String insert(int id) {
        return "insert into a values (" + id + ")";
    }
}
