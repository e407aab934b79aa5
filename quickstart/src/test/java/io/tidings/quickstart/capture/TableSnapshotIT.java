package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.quickstart.capture.LogReader.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes a table without writing its rows brings a snapshot of that table, in its exact place in the log. */
class TableSnapshotIT {

    @Test
    void aTableCapturedLaterComesWholeWhileTheApplicationWrites() throws Exception {
        try (Stage stage =
                Stage.with("create table a (id int primary key)", "create table b (last text primary key)")) {
            firstSnapshot(stage, "public.b");
            stage.sql("insert into a select -n from generate_series(1, 3000) n");
            try (Load load = Load.on(stage);
                    Capture capture = stage.start(stage.settings("public.a", "public.b"));
                    LogReader log = stage.log()) {
                log.until(entry -> entry.control().equals("TABLES_COMPLETE"));
                load.close();
                stage.sql("delete from a where id > -10 and id < 10", "insert into b values ('row')");
                List<Entry> entries = log.untilEndAfter("last", "row");
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                assertThatTheSnapshotStandsInItsPlace(entries);
                assertThat(TableContent.of("a", entries).ids).isEqualTo(ids(stage, "a"));
            }
            // The snapshot's own goes when its engine has closed, which the log does not show.
            assertThat(slots(stage)).containsExactly("tidings_" + stage.source);
        }
    }

    /** What committed at or before the snapshot's position comes before it, what committed later after it. */
    private static void assertThatTheSnapshotStandsInItsPlace(List<Entry> entries) {
        List<Long> before = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        long position = 0;
        boolean within = false;
        for (Entry entry : entries) {
            if (entry.control().equals("TABLES_BEGIN")) {
                position = entry.json().at("/position").asLong();
                within = true;
            } else if (entry.control().equals("TABLES_COMPLETE")) {
                within = false;
            } else if (entry.isEnd()) {
                assertThat(within).isFalse();
                (position == 0 ? before : after).add(entry.position());
            }
        }
        long at = position;
        assertThat(before).isNotEmpty().allMatch(end -> end <= at);
        assertThat(after).isNotEmpty().allMatch(end -> end > at);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table a add more text default 'm'                         | {\"id\":1,\"v\":\"x\",\"more\":\"m\"}",
                "alter table a add made uuid default '00000000-0000-0000-0000-000000000001'::text::uuid |"
                        + "{\"id\":1,\"v\":\"x\",\"made\":\"00000000-0000-0000-0000-000000000001\"}",
                "alter table a add more text                                     | {\"id\":1,\"v\":\"x\",\"more\":null}",
                "alter table a rename v to w                                     | {\"id\":1,\"w\":\"x\"}",
                "alter table a alter v type text using upper(v)                  | {\"id\":1,\"v\":\"X\"}",
                "alter table a drop v; alter table a add v text                  | {\"id\":1,\"v\":null}",
                "drop table a; create table a (id int primary key, u int); insert into a values (1, 2) |"
                        + " {\"id\":1,\"u\":2}",
                "alter table a drop constraint a_pkey; alter table a add primary key (v) | {\"id\":1,\"v\":\"x\"}",
            })
    void whatTheLogDoesNotShowIsShownByASnapshot(String change, String row) throws Exception {
        try (Stage stage = Stage.with(
                        "create table a (id int primary key, v text not null)", "insert into a values (1, 'x')");
                Capture capture = stage.start(stage.settings("public.a"));
                LogReader log = stage.log()) {
            stage.awaitOffset();
            stage.sql(change);
            List<Entry> entries = log.until(entry -> entry.control().equals("TABLES_COMPLETE"));
            Entry last = entries.get(entries.size() - 2);
            assertThat(last.text("/op")).isEqualTo("r");
            assertThat(last.json().at("/after")).hasToString(row.strip());
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void labelsAndPartitionsBringASnapshotToo() throws Exception {
        try (Stage stage = Stage.with(
                        "create type mood as enum ('sad', 'ok')",
                        "create table a (id int primary key, mood mood)",
                        "create table p (id int primary key) partition by range (id)",
                        "create table p1 partition of p for values from (0) to (10)",
                        "create table p2 (id int primary key)",
                        "insert into a values (1, 'sad')",
                        "insert into p values (1)",
                        "insert into p2 values (11)");
                Capture capture = stage.start(stage.settings("public.a", "public.p"));
                LogReader log = stage.log()) {
            stage.awaitOffset();
            stage.sql("alter type mood rename value 'sad' to 'blue'");
            List<Entry> entries = untilComplete(log, 1);
            assertThat(entries.get(entries.size() - 2).text("/after/mood")).isEqualTo("blue");
            stage.sql("alter table p attach partition p2 for values from (10) to (20)");
            assertThat(TableContent.of("p", untilComplete(log, 2)).ids).containsExactly(1, 11);
            stage.sql("alter table p detach partition p1");
            assertThat(TableContent.of("p", untilComplete(log, 3)).ids).containsExactly(11);
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void whatTheLogShowsBringsNone() throws Exception {
        try (Stage stage = Stage.with(
                        "create type mood as enum ('sad', 'ok')",
                        "create table a (id int primary key, mood mood)",
                        "create table b (id int primary key)",
                        "create table p (id int primary key) partition by range (id)",
                        "create table p1 partition of p for values from (0) to (10)",
                        "insert into a values (1, 'sad')");
                Capture capture = stage.start(stage.settings("public.a", "public.b", "public.p"));
                LogReader log = stage.log()) {
            stage.awaitOffset();
            stage.sql(
                    "truncate a",
                    "vacuum full a",
                    "alter type mood add value 'great'",
                    "create index on a (mood)",
                    "create table p2 partition of p for values from (10) to (20)",
                    "alter table b add more text default 'm'");
            List<Entry> entries = untilComplete(log, 1);
            assertThat(entries.get(entries.size() - 1).json().at("/tables")).hasToString("[\"public.b\"]");
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void aFirstSnapshotSaysThatItIsCompleteEvenWithoutRows() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)");
                LogReader log = stage.log()) {
            firstSnapshot(stage, "public.a");
            stage.start(stage.settings("public.a")).close();
            stage.sql("insert into a values (1)");
            try (Capture capture = stage.start(stage.settings("public.a"))) {
                List<Entry> entries = log.untilEndAfter("id", "1");
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                assertThat(entries.stream().map(Entry::control).filter(control -> !control.isEmpty()))
                        .containsExactly("SOURCE", "SNAPSHOT_COMPLETE", "SOURCE", "SOURCE");
                assertThat(entries.get(0).text("/system"))
                        .isEqualTo(stage.query("select system_identifier from pg_control_system()")
                                .get(0));
                assertThat(entries.get(1).json().at("/tables")).hasToString("[\"public.a\"]");
            }
        }
    }

    @Test
    void aTableLeftOutForAWhileIsTakenAnew() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)", "create table b (id int primary key)");
                LogReader log = stage.log()) {
            firstSnapshot(stage, "public.a", "public.b");
            stage.start(stage.settings("public.b")).close();
            stage.sql("insert into a values (1)");
            try (Capture capture = stage.start(stage.settings("public.a", "public.b"))) {
                assertThat(TableContent.of("a", untilComplete(log, 1)).ids).containsExactly(1);
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    @Test
    void aSnapshotOfATableCanBeAskedFor() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)", "insert into a values (7)");
                LogReader log = stage.log()) {
            firstSnapshot(stage, "public.a");
            try (Capture capture = new Capture(stage.settings("public.a"), Set.of("public.a"))) {
                capture.start();
                List<Entry> entries = untilComplete(log, 1);
                assertThat(entries.get(entries.size() - 2).text("/after/id")).isEqualTo("7");
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    @Test
    void aCaptureKilledInASnapshotOfATableTakesItAgain() throws Exception {
        try (Stage stage = Stage.with(
                        "create table a (id int primary key, v text)",
                        "insert into a select n, repeat('x', 100) from generate_series(1, 20000) n");
                LogReader log = stage.log()) {
            firstSnapshot(stage, "public.a");
            stage.sql("alter table a add more int default 5");
            try (CaptureProcess process = CaptureProcess.start(stage, "public.a")) {
                log.until(entry -> entry.control().equals("TABLES_BEGIN"));
                assertThat(process.isAlive()).isTrue();
            }
            stage.sql("delete from a where id between 10 and 2000", "insert into a values (-1)");
            try (Capture capture = stage.start(stage.settings("public.a"))) {
                List<Entry> entries = untilComplete(log, 1);
                assertThat(TableContent.of("a", entries).ids).isEqualTo(ids(stage, "a"));
                assertThat(slots(stage)).contains("tidings_" + stage.source);
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
            assertThat(slots(stage)).containsExactly("tidings_" + stage.source);
        }
    }

    private static void firstSnapshot(Stage stage, String... tables) throws Exception {
        try (Capture capture = stage.start(stage.settings(tables))) {
            stage.awaitOffset();
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    private static List<Entry> untilComplete(LogReader log, int times) {
        int[] seen = {0};
        return log.until(entry -> entry.control().equals("TABLES_COMPLETE") && ++seen[0] == times);
    }

    private static Set<Integer> ids(Stage stage, String table) {
        Set<Integer> ids = new TreeSet<>();
        stage.query("select id from " + table).forEach(id -> ids.add(Integer.valueOf(id)));
        return ids;
    }

    private static List<String> slots(Stage stage) {
        return stage.query("select slot_name from pg_replication_slots where database = current_database()");
    }
}
