package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.EngineSettings;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.kafka.PresentEnd;
import io.tidings.quickstart.capture.Slots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: a table that contracts need from a later day on, tables that change without a written row, and a second full
 * snapshot show in events exactly as the database says in the audit row's own transaction.
 */
class DriftIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String SCHEMA = """
            create table items (id int primary key, name text not null, category_id int);
            create table categories (id int primary key, label text);
            create table audit (id serial primary key, action text, item_id int);
            create table truth (audit_id text primary key, value text);
            insert into categories select n, 'c' || n from generate_series(1, 300) n;
            insert into items select n, 'i' || n, n from generate_series(1, 300) n;
            """;
    private static final String CONTRACT = """
            namespace drift;
            schema Noted;
            /** An item was noted. */
            @on("noted") @key("audit.id")
            record Noted {
              union { null, string } @from("item.name") name = null;
              union { null, string } @from("%s") value = null;
            }
            """;
    private static final String SOURCE = """
            source: drift
            audit:
              table: public.audit
              id: id
              action: action
              references: { item: item_id -> items }
            """;

    @TempDir
    Path directory;

    @Test
    void eventsShowTablesThatChangedWithoutAWrittenRow() throws Exception {
        try (Servers servers =
                        Servers.start(directory, Path.of("target", "registry"), new Console(System.out, Ansi.OFF));
                Connection connection = new Source(servers.database()).connect()) {
            Story story = new Story(servers, connection);
            story.sql(SCHEMA);
            story.aTableIsNeededFromALaterDayOn();
            story.tablesChangeWithoutAWrittenRow();
            story.theSlotIsLost();
        }
    }

    private final class Story {
        private final Servers servers;
        private final Connection connection;
        private int completed;

        Story(Servers servers, Connection connection) {
            this.servers = servers;
            this.connection = connection;
        }

        void aTableIsNeededFromALaterDayOn() throws Exception {
            Contracts earlier = contracts("item.name");
            try (Capture capture = capture(earlier);
                    Enricher enricher = enricher(earlier)) {
                note("name", 10);
                drain(earlier);
                assertThat(enricher.failure()).isNotDone();
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                assertExact(earlier);
            }
            Contracts later = contracts("item.category_id -> categories.label");
            sql("update categories set label = label || '!' where id % 2 = 0");
            note("label", 5);
            try (Enricher enricher = enricher(later);
                    Capture capture = capture(later)) {
                while (completions() < 1) {
                    note("label", 1);
                }
                completed = 1;
                note("label", 20);
                drain(later);
                assertThat(enricher.failure()).isNotDone();
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                assertExactAfterTheRejected(later);
                sql("alter table categories alter label type text using upper(label)");
                awaitSnapshot();
                note("label", 5);
                sql("drop table categories", "create table categories (id int primary key, label text)");
                sql("insert into categories select n, 'new' || n from generate_series(1, 200) n");
                awaitSnapshot();
                note("label", 20);
                drain(later);
                assertExactAfterTheRejected(later);
            }
        }

        void tablesChangeWithoutAWrittenRow() throws Exception {
            sql("alter table categories add extra text default 'by default'");
            Contracts added = contracts("item.category_id -> categories.extra");
            try (Capture capture = capture(added)) {
                awaitSnapshot();
                try (Enricher enricher = enricher(added)) {
                    note("extra", 5);
                    drain(added);
                    assertThat(enricher.failure()).isNotDone();
                }
                sql("alter table categories rename label to title");
                awaitSnapshot();
                Contracts renamed = contracts("item.category_id -> categories.title");
                try (Enricher enricher = enricher(renamed)) {
                    note("title", 10);
                    drain(renamed);
                    assertExactAfterTheRejected(renamed);
                    assertThat(enricher.failure()).isNotDone();
                }
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }

        void theSlotIsLost() throws Exception {
            Contracts contracts = contracts("item.category_id -> categories.title");
            loseSlotAndOffsets();
            sql("delete from categories where id < 150", "update items set name = 'other' where id > 200");
            try (Enricher enricher = enricher(contracts)) {
                try (Capture capture = capture(contracts)) {
                    note("title", 20);
                    drain(contracts);
                    assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                }
                Slots.drop(connection);
                sql("truncate items, categories, audit");
                try (Capture capture = started(Capture.withNewSnapshot(settings(contracts)))) {
                    sql("insert into items values (1, 'again', 160), (2, 'again', 170)");
                    note("title", 4);
                    drain(contracts);
                    assertThat(capture.stopped().toCompletableFuture()).isNotDone();
                }
                assertThat(enricher.failure()).isNotDone();
                assertExactAfterTheRejected(contracts);
            }
        }

        private void loseSlotAndOffsets() throws Exception {
            Slots.drop(connection);
            try (Admin admin = Admin.create(kafka())) {
                admin.deleteTopics(List.of("tidings.offsets")).all().get();
                while (admin.listTopics().names().get().contains("tidings.offsets")) {
                    Thread.onSpinWait();
                }
            }
        }

        /** Writes to the categories, too, and has the database say what the event must show. */
        private void note(String value, int times) throws Exception {
            String column = value.equals("name") ? "i.name" : "c." + value;
            String change = value.equals("name")
                    ? ""
                    : "update categories set " + value + " = " + value + " || '+' where id = %1$d;";
            for (int i = 0; i < times; i++) {
                int item = items().get(i * 7 % items().size());
                sql(("begin;" + change
                                + "insert into audit (action, item_id) values ('noted', %1$d);"
                                + "insert into truth select currval('audit_id_seq'), i.name || ' ' || coalesce("
                                + column
                                + ", 'null') from items i left join categories c on c.id = i.category_id"
                                + " where i.id = %1$d; commit")
                        .formatted(item));
            }
        }

        private List<Integer> items() throws Exception {
            return query("select id::text, '' from items order by id").keySet().stream()
                    .map(Integer::valueOf)
                    .toList();
        }

        private void assertExact(Contracts contracts) throws Exception {
            assertThat(events(contracts, false)).isEqualTo(query("select audit_id, value from truth"));
        }

        /** Rejected is only what committed before the snapshot of the table that it needs. */
        private void assertExactAfterTheRejected(Contracts contracts) throws Exception {
            Map<String, String> rejected = events(contracts, true);
            assertThat(rejected.values()).allMatch(reason -> reason.contains("public.categories"));
            Map<String, String> expected = query("select audit_id, value from truth");
            Set<Integer> missing =
                    rejected.keySet().stream().map(Integer::valueOf).collect(Collectors.toSet());
            expected.keySet().removeAll(rejected.keySet());
            assertThat(events(contracts, false)).isEqualTo(expected);
            System.out.println("rejected=" + missing + " exact=" + expected.size());
            assertThat(missing).allMatch(id -> id <= 10 + missing.size());
        }

        private Map<String, String> events(Contracts contracts, boolean rejected) {
            Map<String, String> events = new TreeMap<>();
            PipelineIT.received(servers, contracts).stream()
                    .filter(event -> Pipeline.isDeadLetter(event) == rejected)
                    .forEach(event -> assertThat(events.put(
                                    rejected ? event.value().at("/auditRow/id").asText() : event.auditId(),
                                    rejected
                                            ? event.value().toString()
                                            : event.value().path("name").asText() + " "
                                                    + event.value()
                                                            .path("value")
                                                            .asText("null")))
                            .as("once only")
                            .isNull());
            return events;
        }

        private Contracts contracts(String path) throws Exception {
            Path contracts = Files.createDirectories(directory.resolve("contracts"));
            Files.writeString(contracts.resolve("noted.avdl"), CONTRACT.formatted(path));
            Files.writeString(contracts.resolve("source.yaml"), SOURCE);
            return new Source(servers.database()).contracts(contracts);
        }

        private Capture capture(Contracts contracts) throws Exception {
            return started(new Capture(settings(contracts)));
        }

        private Capture started(Capture capture) throws Exception {
            capture.start();
            capture.awaitStreaming(LIMIT);
            return capture;
        }

        private CaptureSettings settings(Contracts contracts) {
            CaptureSettings settings = Pipeline.captureSettings(servers, contracts);
            EngineSettings engine = settings.engine();
            return new CaptureSettings(
                    settings.source(),
                    settings.database(),
                    settings.tables(),
                    settings.excludedColumns(),
                    settings.kafka(),
                    settings.topics(),
                    new EngineSettings(
                            engine.slot(),
                            engine.publication(),
                            engine.pollInterval(),
                            Duration.ofSeconds(1),
                            engine.batchSize()));
        }

        private Enricher enricher(Contracts contracts) throws Exception {
            Enricher enricher = new Enricher(Pipeline.enricherSettings(servers, contracts, directory), contracts);
            enricher.start();
            assertThat(enricher.awaitRunning(LIMIT)).isTrue();
            return enricher;
        }

        private void drain(Contracts contracts) throws Exception {
            PipelineIT.drain(servers, contracts).await(connection, LIMIT);
        }

        private void awaitSnapshot() {
            completed++;
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (completions() < completed) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }

        private int completions() {
            TopicPartition changes = new TopicPartition("tidings.changes", 0);
            int[] found = {0};
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
                consumer.assign(List.of(changes));
                consumer.seekToBeginning(List.of(changes));
                PresentEnd.read(consumer, record -> found[0] += record.value().contains("TABLES_COMPLETE") ? 1 : 0);
            }
            return found[0];
        }

        private Map<String, Object> kafka() {
            return PresentEnd.settings(
                    Map.of("bootstrap.servers", servers.broker().bootstrapServers()));
        }

        private Map<String, String> query(String query) throws Exception {
            Map<String, String> rows = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getString(2));
                }
            }
            return rows;
        }

        void sql(String... statements) throws Exception {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }
}
