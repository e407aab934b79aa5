package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.quickstart.Tidings.Result;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.LoopbackPorts;
import io.tidings.quickstart.servers.PostgresqlVersion;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guarantee: audit rows that the publication did not cover for a while are never passed over silently. The gap is noticed,
 * the capture is not ready, the rows are listed, and told late, once each, or let go as an operator says.
 */
class GapsIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final String TOPIC = "book-touched";
    private static final String SCHEMA = """
            create table books (id integer primary key, title text not null);
            create table audit_log (id bigint generated always as identity primary key, action text not null,
                done_at timestamptz not null default now(), subject_id integer);
            insert into books values (10, 'Alice'), (11, 'Beowulf');
            insert into audit_log (action, subject_id) values ('touched', 10);
            """;
    private static final String CONTRACT = """
            namespace library;
            schema BookTouched;
            /** A book was touched. */
            @on("touched") @key("book.id")
            record BookTouched {
              /** Its title. */
              string @from("book.title") title;
            }
            """;
    private static final String SOURCE = """
            source: library
            audit:
              table: public.audit_log
              id: id
              action: action
              references: { book: subject_id -> books }
            """;
    private static final String CATALOG = """
            tables:
              public.audit_log:
                primaryKey: [id]
                columns:
                  id: bigint not null unique
                  action: text not null
                  done_at: timestamp with time zone not null
                  subject_id: integer
              public.books:
                primaryKey: [id]
                columns:
                  id: integer not null unique
                  title: text not null
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final Path contracts;
    private int port;

    GapsIT(@TempDir Path directory) {
        this.directory = directory;
        this.contracts = directory.resolve("contracts");
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 17})
    void rowsThatDidNotComeAreNoticedListedAndToldOrLetGo(int version) throws Exception {
        Files.createDirectories(contracts);
        Files.writeString(contracts.resolve("book-touched.avdl"), CONTRACT);
        Files.writeString(contracts.resolve("source.yaml"), SOURCE);
        Files.writeString(contracts.resolve("catalog.yaml"), CATALOG);
        Database.Variant variant = PostgresqlVersion.variant(version, false);
        try (Database database = Database.start(directory.resolve("postgresql"), variant);
                Broker broker = Broker.start(directory.resolve("kafka"));
                Registry registry = Registry.start(SharedServers.REGISTRY, directory.resolve("registry"));
                Connection connection = new Source(database).connect()) {
            Servers servers = new Servers(database, broker, registry);
            sql(connection, SCHEMA);
            Contracts compiled = new Source(database).contracts(contracts);
            Story story = new Story(servers, compiled, connection);
            try (Application capture = story.capture()) {
                story.awaitReadiness(true);
                try (Enricher enricher =
                        new Enricher(Pipeline.enricherSettings(servers, compiled, directory), compiled)) {
                    enricher.start();
                    assertThat(enricher.awaitRunning(LIMIT)).isTrue();
                    if (version == 17) {
                        story.thePublicationIsDroppedAndCannotBeReadPast(capture);
                    } else {
                        story.thePublicationIsDropped(capture);
                    }
                    assertThat(enricher.failure()).isNotDone();
                }
            }
        }
    }

    private final class Story {
        private final Servers servers;
        private final Contracts compiled;
        private final Connection connection;

        Story(Servers servers, Contracts compiled, Connection connection) {
            this.servers = servers;
            this.compiled = compiled;
            this.connection = connection;
        }

        void thePublicationIsDropped(Application capture) throws Exception {
            sql(connection, "insert into audit_log (action, subject_id) values ('touched', 10)");
            drain();
            assertThat(told()).containsExactly("2 Alice ");
            sql(
                    connection,
                    "drop publication tidings_library",
                    "insert into audit_log (action, subject_id) values ('touched', 11), ('login', null)",
                    "update books set title = 'Beowulf, again' where id = 11");
            awaitReadiness(false);
            listed("  " + TOPIC + "  3\n");
            settled("tell", "1 audit row. Told at position ");
            assertThat(told()).containsExactly("2 Alice ", "3 Beowulf, again late");
            rotated();
            takenOutAndPutBack();
            assertThat(run("gaps", "tell").out()).isEqualTo("There is no gap.\n");
            assertThat(capture.isAlive()).as(capture.log()).isTrue();
        }

        /** The ids begin anew, and an event of each is there already. */
        private void rotated() throws Exception {
            sql(
                    connection,
                    "begin; alter table audit_log rename to audit_log_2026_11;"
                            + " create table audit_log (like audit_log_2026_11 including all); commit",
                    "insert into audit_log (action, subject_id) values ('touched', 10), ('touched', 10)");
            awaitReadiness(false);
            listed("  " + TOPIC + "  1\n", "  " + TOPIC + "  2\n");
            settled("tell", "2 audit rows. Told at position ");
            assertThat(told())
                    .containsExactlyInAnyOrder("2 Alice ", "3 Beowulf, again late", "1 Alice late", "2 Alice late");
        }

        private void takenOutAndPutBack() throws Exception {
            List<String> before = told();
            sql(
                    connection,
                    "alter publication tidings_library drop table audit_log",
                    "insert into audit_log (action, subject_id) values ('touched', 11)",
                    "alter publication tidings_library add table audit_log");
            awaitReadiness(false);
            settled("let-go", "Let go.");
            assertThat(told()).isEqualTo(before);
        }

        /** PostgreSQL 17 does not read on; the capture says so, and the operator's new snapshot leaves a gap. */
        void thePublicationIsDroppedAndCannotBeReadPast(Application capture) throws Exception {
            sql(connection, "insert into audit_log (action, subject_id) values ('touched', 10)");
            drain();
            sql(
                    connection,
                    "drop publication tidings_library",
                    "insert into audit_log (action, subject_id) values ('touched', 11)");
            assertThat(capture.await(LIMIT)).as(capture.log()).isNotZero();
            assertThat(capture.log()).contains("--new-snapshot");
            try (Application next = capture("--new-snapshot")) {
                awaitReadiness(false);
                listed("  " + TOPIC + "  3\n");
                settled("tell", "1 audit row. Told at position ");
                assertThat(told()).containsExactly("2 Alice ", "3 Beowulf late");
                assertThat(next.isAlive()).as(next.log()).isTrue();
            }
        }

        Application capture(String... more) throws Exception {
            port = LoopbackPorts.free();
            List<String> options =
                    new ArrayList<>(List.of("-s", "capture.http-port=" + port, "-s", "capture.heartbeat-interval=1s"));
            options.addAll(List.of(more));
            return Application.start("capture", servers, contracts, directory, options.toArray(String[]::new));
        }

        /** While the gap goes on, and until the snapshot has come, there may be other reasons not to be ready. */
        void awaitReadiness(boolean ready) throws Exception {
            String expected = ready ? "[+] gaps: " : "[-] gaps: ";
            long deadline = System.nanoTime() + LIMIT.toNanos();
            String last = "";
            while (System.nanoTime() < deadline) {
                last = page();
                boolean goesOn = last.contains("and those that commit now");
                if (last.contains(expected) && !goesOn && (!ready || !last.contains("[-]"))) {
                    return;
                }
                Thread.sleep(100);
            }
            throw new AssertionError(last);
        }

        private String page() throws Exception {
            try {
                return client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                return String.valueOf(e);
            }
        }

        private void listed(String... rows) throws Exception {
            Result list = run("gaps", "list");
            assertThat(list.exitCode()).as(list.out() + list.err()).isEqualTo(4);
            assertThat(list.out())
                    .contains("may be without events.\nAudit rows without an event: " + rows.length + "\n"
                            + String.join("", rows));
        }

        private void settled(String how, String answer) throws Exception {
            Result settled = run("gaps", how);
            assertThat(settled.exitCode()).as(settled.out() + settled.err()).isZero();
            assertThat(settled.out()).contains("\n" + answer);
            assertThat(run("gaps", "list").out()).isEqualTo("There is no gap.\n");
            awaitReadiness(true);
            drain();
        }

        /** Audit id, title, and whether it is late; in the order of the topic, each once. */
        private List<String> told() {
            return PipelineIT.received(servers, compiled).stream()
                    .filter(event -> event.topic().equals(TOPIC))
                    .map(event -> event.auditId() + " "
                            + event.value().path("title").asText() + " " + event.header("ce_enrichment"))
                    .toList();
        }

        private void drain() throws Exception {
            PipelineIT.drain(servers, compiled).await(connection, LIMIT);
        }

        private Result run(String... arguments) throws Exception {
            Database database = servers.database();
            List<String> command = new ArrayList<>(List.of(arguments));
            command.addAll(List.of("--contracts", contracts.toAbsolutePath().toString()));
            List.of(
                            "database.host=" + database.host(),
                            "database.port=" + database.port(),
                            "database.name=" + database.name(),
                            "database.user=" + database.user(),
                            "database.password=" + database.password(),
                            "kafka.bootstrap.servers=" + servers.broker().bootstrapServers(),
                            "reconcile.time-column=done_at")
                    .forEach(setting -> command.addAll(List.of("--set", setting)));
            return Tidings.run(directory, LIMIT, command);
        }
    }

    private static void sql(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
