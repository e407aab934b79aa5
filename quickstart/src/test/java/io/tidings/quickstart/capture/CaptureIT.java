package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.log.Unchanged;
import io.tidings.quickstart.capture.LogReader.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "PostgreSQL {0}")
@ValueSource(ints = {17, 18})
class CaptureIT {

    @Parameter
    private int postgresql;

    @Test
    void everyTransactionStandsBetweenItsBeginAndItsEndInCommitOrder() throws Exception {
        try (Stage stage =
                Stage.on(postgresql, "create table a (id int primary key)", "create table b (id int primary key)")) {
            List<Integer> expected = new ArrayList<>();
            Runnable work = () -> {
                for (int i = 0; i < 20; i++) {
                    stage.transaction(
                            "insert into a values (" + i + ")",
                            "insert into b select " + i * 100 + " + n from generate_series(1, " + i + ") n");
                    expected.add(i + 1);
                }
                stage.sql("insert into a values (10000)");
                expected.add(1);
            };
            List<Entry> entries = stage.capture(stage.settings("public.a", "public.b"), work, "id", "10000");
            assertThat(rowsPerTransaction(entries)).isEqualTo(expected);
            assertThat(entries.stream().filter(Entry::isEnd).map(Entry::position))
                    .isSorted();
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(entry.record().key()).isEqualTo(stage.source));
        }
    }

    /** Counts rows itself, compares with what END says, and leaves the heartbeats out. */
    private static List<Integer> rowsPerTransaction(List<Entry> entries) {
        List<Integer> counts = new ArrayList<>();
        int rows = 0;
        for (Entry entry : entries) {
            if (entry.isBegin()) {
                rows = 0;
            } else if (!entry.isEnd() && !entry.control().isEmpty()) {
                continue;
            } else if (!entry.isEnd()) {
                rows++;
                assertThat(entry.json().at("/transaction/total_order").asInt()).isEqualTo(rows);
            } else {
                assertThat(entry.json().at("/event_count").asInt()).isEqualTo(rows);
                if (!entry.text("/data_collections/0/data_collection").contains("Message")) {
                    counts.add(rows);
                }
            }
        }
        return counts;
    }

    @Test
    void recordsCarryTheTimeOfTheCommit() throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key, at timestamptz)")) {
            List<Entry> entries = stage.capture(
                    stage.settings("public.a"),
                    () -> {
                        stage.sql("insert into a values (1, clock_timestamp())");
                    },
                    "id",
                    "1");
            Entry row = entries.get(entries.size() - 2);
            long inserted = Instant.parse(row.text("/after/at")).toEpochMilli();
            assertThat(row.record().timestamp()).isBetween(inserted, inserted + 1_000);
            assertThat(entries.get(entries.size() - 1).record().timestamp())
                    .isEqualTo(row.record().timestamp());
        }
    }

    @Test
    void theSnapshotComesFirstAndAsOneState() throws Exception {
        try (Stage stage = Stage.on(
                postgresql,
                "create table a (id int primary key)",
                "insert into a select n from generate_series(1, 30000) n")) {
            List<Entry> rows = stage
                    .capture(
                            stage.settings("public.a"),
                            () -> {
                                stage.sql("insert into a values (50000)");
                            },
                            "id",
                            "50000")
                    .stream()
                    .filter(entry -> entry.isRowOf("a"))
                    .toList();
            assertThat(rows).hasSize(30_001);
            assertThat(rows.subList(0, 30_000))
                    .allSatisfy(row -> assertThat(row.text("/op")).isEqualTo("r"));
            assertThat(rows.get(0).text("/source/snapshot")).isEqualTo("first");
            assertThat(rows.get(29_999).text("/source/snapshot")).isEqualTo("last");
            assertThat(rows.get(30_000).text("/op")).isEqualTo("c");
        }
    }

    @Test
    void excludedColumnsNeverLeaveTheDatabase() throws Exception {
        try (Stage stage = Stage.on(
                postgresql,
                "create table a (id int primary key, secret text, \"Odd name\" text, double int"
                        + " generated always as (id * 2) stored)",
                "insert into a values (1, 'classified', 'x')")) {
            List<Entry> entries = stage.capture(
                    stage.settings(Set.of("public.a"), Set.of("public.a.secret")),
                    () -> {
                        stage.sql(
                                "insert into a values (2, 'classified', 'y')",
                                "update a set secret = 'classified2' where id = 1");
                        stage.sql("delete from a where id = 1", "insert into a values (3, 'classified', 'z')");
                    },
                    "id",
                    "3");
            assertThat(entries).noneMatch(entry -> entry.record().value().contains("classified"));
            assertThat(entries).noneMatch(entry -> entry.record().value().contains("secret"));
            assertThat(entries).anyMatch(entry -> entry.text("/after/Odd name").equals("z"));
            assertThat(stage.query("select unnest(attnames) from pg_publication_tables where pubname like 'tidings%'"))
                    .containsExactly("id", "Odd name");
        }
    }

    @Test
    void valuesKeepTheirExactForm() throws Exception {
        Map<String, String> forms = Map.of(
                "u", "\"00000000-0000-0000-0000-0000000000aa\"",
                "n", "\"12345678901234567890.1230\"",
                "b", "9007199254740993",
                "d", "\"2024-02-29Z\"",
                "t", "\"2024-02-29T12:34:56.123456Z\"",
                "z", "\"2024-02-29T10:34:56.123456Z\"",
                "y", "\"3q2+7w==\"",
                "i", "\"P1Y2M3DT4H5M6.789S\"",
                "x", "[\"a\",\"b,c\",null]",
                "j", "\"{\\\"k\\\": 1.50}\"");
        String insert = "insert into a values (%d, '00000000-0000-0000-0000-0000000000aa', 12345678901234567890.1230,"
                + " 9007199254740993, '2024-02-29', '2024-02-29 12:34:56.123456', '2024-02-29 12:34:56.123456+02',"
                + " '\\xdeadbeef', '1 year 2 months 3 days 04:05:06.789', array['a', 'b,c', null], '{\"k\": 1.50}')";
        try (Stage stage = Stage.on(
                postgresql,
                "create table a (id int primary key, u uuid, n numeric, b bigint, d date, t timestamp, z timestamptz,"
                        + " y bytea, i interval, x text[], j jsonb)",
                insert.formatted(1))) {
            List<Entry> rows = stage
                    .capture(
                            stage.settings("public.a"),
                            () -> {
                                stage.sql(insert.formatted(2));
                            },
                            "id",
                            "2")
                    .stream()
                    .filter(entry -> entry.isRowOf("a"))
                    .toList();
            assertThat(rows)
                    .hasSize(2)
                    .allSatisfy(row -> forms.forEach((column, form) ->
                            assertThat(row.json().at("/after/" + column)).hasToString(form)));
        }
    }

    @Test
    void unchangedLongValuesAreMarkedAndNeverNull() throws Exception {
        String placeholder = Unchanged.PLACEHOLDER;
        try (Stage stage = Stage.on(
                postgresql,
                "create table a (id int primary key, n int, t text, y bytea, x text[])",
                "alter table a alter t set storage external, alter y set storage external, alter x set storage external",
                "insert into a values (1, 1, repeat('t', 9000), decode(repeat('ab', 9000), 'hex'),"
                        + " array[repeat('x', 9000)])")) {
            List<Entry> entries = stage.capture(
                    stage.settings("public.a"),
                    () -> {
                        stage.sql("update a set n = 2");
                    },
                    "n",
                    "2");
            Entry update = entries.get(entries.size() - 2);
            assertThat(update.text("/after/t")).isEqualTo(placeholder);
            assertThat(update.text("/after/y"))
                    .isEqualTo(Base64.getEncoder().encodeToString(placeholder.getBytes(StandardCharsets.UTF_8)));
            assertThat(update.json().at("/after/x")).hasToString("[\"" + placeholder + "\"]");
        }
    }

    @Test
    void aChangedPrimaryKeyNamesTheOldAndTheNewKey() throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)", "insert into a values (1)")) {
            List<Entry> rows = stage
                    .capture(
                            stage.settings("public.a"),
                            () -> {
                                stage.sql("update a set id = 2");
                            },
                            "id",
                            "2")
                    .stream()
                    .filter(entry -> entry.isRowOf("a"))
                    .toList();
            assertThat(rows).extracting(row -> row.text("/op")).containsExactly("r", "d", "c");
            assertThat(rows.get(1).header("__debezium.newkey")).isEqualTo("{\"id\":2}");
            assertThat(rows.get(2).header("__debezium.oldkey")).isEqualTo("{\"id\":1}");
            assertThat(rows.get(2).json().at("/source/lsn"))
                    .isEqualTo(rows.get(1).json().at("/source/lsn"));
        }
    }

    @Test
    void aQuietDatabaseMovesItsSlot() throws Exception {
        String confirmed = "select confirmed_flush_lsn from pg_replication_slots where database = current_database()";
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)");
                Capture capture = stage.start(stage.settings("public.a"));
                LogReader log = stage.log()) {
            List<String> before = stage.query(confirmed);
            // The slot is told about a heartbeat when the next but one has been written.
            int[] ends = {0};
            log.until(entry -> entry.isEnd() && ++ends[0] == 4);
            assertThat(stage.query(confirmed)).isNotEqualTo(before);
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    /** What is not captured makes the database write, and keep, all the same. */
    @Test
    void aDatabaseInWhichOnlyOtherTablesAreWrittenMovesItsSlot() throws Exception {
        try (Stage stage = Stage.on(
                        postgresql, "create table a (id int primary key)", "create table other (id int, b text)");
                Capture capture = stage.start(stage.settings("public.a"));
                LogReader log = stage.log()) {
            stage.sql("insert into other select n, 'x' from generate_series(1, 10000) n");
            String written = stage.query("select pg_current_wal_lsn()").get(0);
            int[] ends = {0};
            log.until(entry -> {
                ends[0] += entry.isEnd() ? 1 : 0;
                stage.sql("checkpoint");
                return ends[0] >= 4
                        && stage.query("select restart_lsn > '" + written + "'::pg_lsn from pg_replication_slots"
                                        + " where database = current_database()")
                                .equals(List.of("t"));
            });
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void aSecondCaptureOfTheSourceTakesOver() throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)");
                Capture first = stage.start(stage.settings("public.a"))) {
            stage.sql("insert into a values (1)");
            try (Capture second = stage.start(stage.settings("public.a"));
                    LogReader log = stage.log()) {
                stage.sql("insert into a values (2)");
                assertThat(log.untilEndAfter("id", "2"))
                        .anyMatch(entry -> entry.text("/after/id").equals("1"));
                Throwable stopped = catchThrowable(
                        () -> first.stopped().toCompletableFuture().get(20, TimeUnit.SECONDS));
                assertThat(stopped.getCause())
                        .isInstanceOf(CaptureException.class)
                        // Kafka does not always tell an ousted producer from one that took too long.
                        .hasMessageContaining("nother capture")
                        .hasMessageContaining("has taken over");
                assertThat(second.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    @Test
    void aLostDatabaseConnectionDoesNotEndTheCapture() throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)");
                Capture capture = stage.start(stage.settings("public.a"));
                LogReader log = stage.log()) {
            stage.sql("select pg_terminate_backend(active_pid) from pg_replication_slots"
                    + " where database = current_database()");
            stage.sql("insert into a values (1)");
            assertThat(log.untilEndAfter("id", "1"))
                    .filteredOn(entry -> entry.text("/after/id").equals("1"))
                    .hasSize(1);
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    /** Also what was narrowed by somebody else, while nobody looked. */
    @Test
    void aPublicationThatNarrowsWhatComesIsPutRight() throws Exception {
        try (Stage stage = Stage.on(
                postgresql,
                "create table a (id int, day date, primary key (id, day)) partition by range (day)",
                "create table a1 partition of a for values from ('2026-01-01') to ('2027-01-01')",
                "create table b (id int primary key, t text)")) {
            stage.sql("create publication tidings_" + stage.source
                    + " for table a, b (id) where (id < 10) with (publish = 'insert')");
            try (Capture capture = stage.start(stage.settings("public.a", "public.b"));
                    LogReader log = stage.log()) {
                stage.sql(
                        "insert into a values (11, '2026-02-03')",
                        "insert into b values (11, 'b')",
                        "update b set t = 'c' where id = 11");
                assertThat(log.untilEndAfter("t", "c"))
                        .anyMatch(entry -> entry.text("/op").equals("u"))
                        .anyMatch(entry -> entry.text("/source/table").equals("a"));
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
            assertThat(
                            stage.query(
                                    "select concat(pubviaroot, pubinsert, pubupdate, pubdelete, pubtruncate, attnames,"
                                            + " rowfilter) from pg_publication natural join pg_publication_tables where tablename = 'b'"))
                    .containsExactly("ttttt{id,t}");
        }
    }

    @Test
    void thePublicationFollowsTheCapturedTables() throws Exception {
        String published = "select tablename from pg_publication_tables where pubname like 'tidings%' order by 1";
        try (Stage stage =
                Stage.on(postgresql, "create table a (id int primary key)", "create table b (id int primary key)")) {
            stage.start(stage.settings("public.a", "public.b")).close();
            assertThat(stage.query(published)).containsExactly("a", "b");
            stage.sql("alter publication tidings_" + stage.source + " set (publish = 'insert')");
            stage.start(stage.settings("public.b")).close();
            assertThat(stage.query(published)).containsExactly("b");
            assertThat(stage.query("select pubtruncate from pg_publication where pubname like 'tidings%'"))
                    .containsExactly("t");
        }
    }
}
