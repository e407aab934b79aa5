package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.Tidings.Result;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: nothing is missing unnoticed. Rejected events are evaluated again as of their original position when their
 * contract is mended, each once; {@code ./tidings reconcile} finds a loss that was planted.
 */
class CompletenessIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String TOPIC = "product-created";
    private static final String FIELD = "  /** A test. */\n  %s mark;\n  /** Who did it. */";

    private final Path directory;
    private final Path contracts;

    CompletenessIT(@TempDir Path directory) {
        this.directory = directory;
        this.contracts = directory.resolve("contracts");
    }

    @Test
    void rejectedEventsAreRedrivenAndALossIsFound() throws Exception {
        // No product has this status.
        copyContractsWithMark("Never @from(\"dataProduct.status\")", "enum Never { NEVER }\n");
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            new Source(servers.database()).load(Workload.demo().database());
            try (Connection connection = new Source(servers.database()).connect()) {
                try (Application capture = start("capture", servers)) {
                    String begun = rejected(servers, connection, capture);
                    redriven(servers, connection);
                    lost(servers, begun);
                }
            }
        }
    }

    /** Plays the story; what is rejected is told, and is no loss. */
    private String rejected(Servers servers, Connection connection, Application capture) throws Exception {
        await(capture, "Capture begins");
        try (Application enricher = start("enrich", servers)) {
            drain(servers).await(connection, LIMIT);
            String begun =
                    one(connection, "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
            Workload.demo().script().run(connection, (open, transaction) -> {});
            drain(servers).await(connection, LIMIT);
            assertThat(enricher.isAlive()).isTrue();

            Result list = run(servers, "dead-letters", "list", "--event", TOPIC);
            assertThat(list.out()).contains("mark (`dataProduct.status`)").endsWith("2 dead letters.\n");
            String sequence = list.out().substring(0, list.out().indexOf(' '));
            assertThat(run(servers, "dead-letters", "show", sequence).out()).contains("\"outcome\" : \"rejected\"");
            Result complete = run(servers, "reconcile", "--since", begun);
            assertThat(complete.exitCode()).as(complete.out() + complete.err()).isZero();
            assertThat(complete.out()).contains("missing: 0\ndead-lettered: 2 (");

            Result again = run(servers, "dead-letters", "redrive", "--field", "mark");
            assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(4);
            assertThat(again.out()).endsWith("0 redriven, 2 not.\n");
            return begun;
        }
    }

    /** With a mended contract each becomes the event that it would have been, once. */
    private void redriven(Servers servers, Connection connection) throws Exception {
        sql(connection, "update abstract_data_products set name = name || ' renamed'");
        copyContractsWithMark("string @from(\"dataProduct.name\")", "");
        try (Application enricher = start("enrich", servers)) {
            Result redrive = run(servers, "dead-letters", "redrive", "--all");
            assertThat(redrive.exitCode()).as(redrive.out() + redrive.err()).isZero();
            assertThat(redrive.out()).endsWith("2 redriven, 0 not.\n");
            assertThat(created(servers))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.value().path("mark").asText())
                            .isNotEmpty()
                            .isEqualTo(
                                    event.value().path("product").path("name").asText())
                            .doesNotContain("renamed"));
            assertThat(run(servers, "dead-letters", "redrive", "--all").out()).isEqualTo("0 dead letters.\n");
            assertThat(run(servers, "dead-letters", "list").out()).isEqualTo("0 dead letters.\n");
            assertThat(created(servers)).hasSize(2);
            assertThat(enricher.isAlive()).isTrue();
        }
    }

    /** Somebody deletes a record, that of an event which was redriven. */
    private void lost(Servers servers, String begun) throws Exception {
        ReceivedEvent first = created(servers).stream()
                .min(Comparator.comparing(ReceivedEvent::offset))
                .orElseThrow();
        String kafka = servers.broker().bootstrapServers();
        try (Application enricher = start("enrich", servers);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            Result before = run(servers, "reconcile", "--since", begun);
            assertThat(before.out()).contains("missing: 0\ndead-lettered: 0\nextra: 0\n");
            admin.deleteRecords(Map.of(
                            new TopicPartition(TOPIC, first.partition()),
                            RecordsToDelete.beforeOffset(first.offset() + 1)))
                    .all()
                    .get();
            Result found = run(servers, "reconcile", "--since", begun);
            assertThat(found.exitCode()).as(found.out() + found.err()).isEqualTo(4);
            String id = first.auditId();
            assertThat(found.out()).contains("missing: 1 (", "  " + TOPIC + "  " + id + "\n", "dead-lettered: 0\n");
            assertThat(enricher.isAlive()).isTrue();
        }
    }

    private List<ReceivedEvent> created(Servers servers) throws Exception {
        return PipelineIT.received(servers, compiled()).stream()
                .filter(event -> event.topic().equals(TOPIC))
                .toList();
    }

    private Contracts compiled() {
        return Options.compile(contracts);
    }

    private Drain drain(Servers servers) {
        return PipelineIT.drain(servers, compiled());
    }

    private Result run(Servers servers, String... arguments) throws Exception {
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
                        "reconcile.time-column=created_on")
                .forEach(setting -> command.addAll(List.of("--set", setting)));
        return Tidings.run(directory, LIMIT, command);
    }

    private static void await(Application application, String line) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!application.log().contains(line)) {
            if (!application.isAlive() || System.nanoTime() > deadline) {
                fail("It does not come so far: " + application.log());
            }
            Thread.sleep(20);
        }
    }

    private static void sql(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void copyContractsWithMark(String mark, String type) throws IOException {
        Files.createDirectories(contracts);
        try (Stream<Path> files = Files.list(PortalDatabase.CONTRACTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(contracts.resolve(file.getFileName()), Files.readString(file));
            }
        }
        Path created = contracts.resolve(TOPIC + ".avdl");
        Files.writeString(
                created, Files.readString(created).replace("  /** Who did it. */", String.format(FIELD, mark)) + type);
    }

    private Application start(String name, Servers servers) throws IOException {
        return Application.start(name, servers, contracts, directory);
    }
}
