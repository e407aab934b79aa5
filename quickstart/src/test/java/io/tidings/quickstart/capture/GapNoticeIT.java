package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.capture.AuditColumn;
import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.Gap;
import io.tidings.capture.GapDesk;
import io.tidings.contracts.catalog.TableName;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee: a time in which audit rows may not have come is noticed, and what does not hide any is no such time. */
class GapNoticeIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final TableName AUDIT = new TableName("public", "audit");
    private static final String[] PARTITIONED = {
        "create table audit (id int, month int, primary key (id, month)) partition by list (month)",
        "create table audit_1 partition of audit for values in (1)",
        "insert into audit values (1, 1)"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop publication PUBLICATION; insert into audit values (2, 1);"
                        + " create publication PUBLICATION for table audit with (publish_via_partition_root = true)",
                "alter publication PUBLICATION drop table audit; insert into audit values (2, 1);"
                        + " alter publication PUBLICATION add table audit",
                "alter publication PUBLICATION set (publish = 'update'); insert into audit values (2, 1);"
                        + " alter publication PUBLICATION set (publish = 'insert, update, delete, truncate')",
                "alter publication PUBLICATION set table audit where (id > 1000); insert into audit values (2, 1);"
                        + " alter publication PUBLICATION set table audit",
                "alter table audit rename to other; insert into other values (2, 1); alter table other rename to audit",
                "alter table audit rename to audit_old; create table audit (id int, month int, primary key (id, month));"
                        + " insert into audit values (2, 1)",
                "alter table audit detach partition audit_1; insert into audit_1 values (2, 1);"
                        + " alter table audit attach partition audit_1 for values in (1)",
                "begin; create table audit_2 (like audit including all); insert into audit_2 values (2, 2);"
                        + " alter table audit attach partition audit_2 for values in (2); commit",
            })
    void oneThatBeganAndEndedUnseen(String statements) throws Exception {
        try (Stage stage = Stage.on(18, PARTITIONED);
                LogReader log = stage.log()) {
            CaptureSettings settings = settings(stage, Duration.ofHours(1));
            try (Capture capture = stage.start(settings)) {
                log.untilEndAfter("id", write(stage, 10));
            }
            assertThat(new GapDesk(settings).unsettled()).isEmpty();
            run(stage, statements);
            try (Capture capture = stage.start(settings)) {
                log.untilEndAfter("id", write(stage, 11));
                List<Gap> gaps = new GapDesk(settings).unsettled();
                assertThat(gaps).hasSize(1);
                assertThat(gaps.get(0).isOpen()).isFalse();
            }
        }
    }

    @Test
    void theUsualLifeOfATableIsNone() throws Exception {
        try (Stage stage = Stage.with(PARTITIONED);
                LogReader log = stage.log()) {
            CaptureSettings settings = settings(stage, Duration.ofSeconds(1));
            try (Capture capture = stage.start(settings)) {
                log.untilEndAfter("id", write(stage, 10));
            }
            run(
                    stage,
                    "vacuum full audit_1; analyze audit; create index on audit (month);"
                            + " alter table audit add note text default 'n'; alter table audit alter note type varchar(9);"
                            + " create table audit_2 partition of audit for values in (2); insert into audit values (2, 2);"
                            + " create table audit_3 (like audit); alter table audit attach partition audit_3 for values in (3);"
                            + " alter table audit detach partition audit_2; drop table audit_2;"
                            + " create table other (id int primary key); alter table audit drop note;"
                            + " truncate audit_1; grant select on audit to public");
            try (Capture capture = stage.start(settings)) {
                log.untilEndAfter("id", write(stage, 11));
                run(
                        stage,
                        "create table audit_4 partition of audit for values in (4); insert into audit values (4, 4)");
                log.untilEndAfter("id", write(stage, 12));
                assertThat(new GapDesk(settings).unsettled()).isEmpty();
            }
        }
    }

    @Test
    void itStaysUntilItIsSettledAndIsNotSettledWhileItGoesOn() throws Exception {
        try (Stage stage = Stage.on(18, PARTITIONED);
                LogReader log = stage.log()) {
            CaptureSettings settings = settings(stage, Duration.ofSeconds(1));
            GapDesk desk = new GapDesk(settings);
            try (Capture capture = stage.start(settings)) {
                log.untilEndAfter("id", write(stage, 10));
                run(stage, "alter table audit_1 set unlogged");
                Waiting.until(LIMIT, () -> !desk.unsettled().isEmpty());
                assertThat(desk.unsettled()).singleElement().matches(Gap::isOpen);
                assertThatThrownBy(() -> desk.letGo(desk.unsettled(), LIMIT))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("because it is unlogged; put that right first.");
            }
            run(stage, "alter table audit_1 set logged");
            try (Capture capture = stage.start(settings)) {
                List<Gap> seen = desk.unsettled();
                assertThat(seen).hasSize(1).noneMatch(Gap::isOpen);
                assertThat(desk.letGo(seen, LIMIT)).isEqualTo("Let go.");
                assertThat(desk.unsettled()).isEmpty();
                assertThatThrownBy(() -> desk.letGo(seen, LIMIT))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("The gaps have changed meanwhile");
            }
        }
    }

    @Test
    void aNewSnapshotLeavesOneAndRowsAreToldInIt() throws Exception {
        try (Stage stage = Stage.on(18, PARTITIONED);
                LogReader log = stage.log()) {
            CaptureSettings settings = settings(stage, Duration.ofSeconds(1));
            GapDesk desk = new GapDesk(settings);
            try (Capture capture = stage.start(settings)) {
                log.untilEndAfter("id", write(stage, 10));
            }
            write(stage, 11);
            write(stage, 12);
            try (Capture capture = Capture.withNewSnapshot(settings)) {
                capture.start();
                capture.awaitStreaming(LIMIT);
                Waiting.until(LIMIT, () -> desk.unsettled().stream().anyMatch(gap -> !gap.isOpen()));
                assertThat(desk.unsettled())
                        .singleElement()
                        .satisfies(gap -> assertThat(gap.sentence()).startsWith("The log goes on from a new snapshot"));
                assertThat(desk.tell(desk.unsettled(), List.of("11"), LIMIT)).startsWith("Told at position ");
                assertThat(desk.unsettled()).isEmpty();
                assertThat(late(log.untilEndAfter("id", write(stage, 13)))).containsExactly("11");
            }
        }
    }

    /** The ids of the rows between the control records. */
    private static List<String> late(List<LogReader.Entry> entries) {
        List<String> told = new ArrayList<>();
        boolean late = false;
        for (LogReader.Entry entry : entries) {
            String status = entry.json().path("status").asText();
            late = status.equals("LATE_BEGIN") || late && !status.equals("LATE_COMPLETE");
            if (late && entry.json().path("op").asText().equals("r")) {
                told.add(entry.json().path("after").path("id").asText());
            }
        }
        return told;
    }

    private static String write(Stage stage, int id) {
        stage.sql("insert into audit values (" + id + ", 1)");
        return String.valueOf(id);
    }

    private static void run(Stage stage, String statements) {
        for (String statement :
                statements.replace("PUBLICATION", "tidings_" + stage.source).split("; ?")) {
            stage.sql(statement);
        }
    }

    private static CaptureSettings settings(Stage stage, Duration heartbeats) {
        CaptureSettings settings = heartbeats.toHours() > 0
                ? stage.settingsWithoutHeartbeats("public.audit")
                : stage.settings("public.audit");
        return settings.with(new AuditColumn(AUDIT, "id"));
    }
}
