package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.capture.EngineSettings;
import io.tidings.capture.TopicSettings;
import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: sources that share a log and an enricher do not see each other, whichever instance has them. The databases
 * are alike to the last id, and differ in what their rows say.
 */
class SeveralSourcesIT {
    private static final List<String> SOURCES = List.of("north", "south", "west");
    private static final String APPLICATION = "tidings-regions";
    private static final String CHANGES = "tidings.changes";
    private static final int ROUNDS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path VAULT = Path.of("src", "test", "resources", "vault");

    @TempDir
    private Path directory;

    @Test
    void sourcesThatShareALogAndAnEnricherDoNotSeeEachOther() throws Exception {
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            for (String source : SOURCES) {
                prepare(servers.database(), source);
            }
            List<Capture> captures = new ArrayList<>();
            try {
                for (String source : SOURCES) {
                    Capture capture = new Capture(settings(servers, source, SOURCES.indexOf(source)));
                    captures.add(capture);
                    capture.start();
                }
                aPlaceIsOneSourcesOnly(servers);
                spread(servers);
            } finally {
                captures.forEach(Capture::close);
            }
            anotherPlaceLacksTheRows(servers);
        }
    }

    private void spread(Servers servers) throws Exception {
        try (Application first = enricher(servers, "first");
                Application second = enricher(servers, "second")) {
            awaitMembers(servers, 2, first);
            play(servers, 0);
            second.close();
            play(servers, ROUNDS);
            assertThat(first.isAlive()).as(first.log()).isTrue();
        }
        Map<String, List<String>> names = names(servers);
        for (String source : SOURCES) {
            assertThat(names.get("/" + source))
                    .containsExactlyElementsOf(IntStream.range(0, 2 * ROUNDS)
                            .mapToObj(round -> source + " " + round)
                            .toList());
        }
    }

    /** Every source's events as they sort, by what they say. */
    private Map<String, List<String>> names(Servers servers) {
        return PipelineIT.received(servers, contracts("north")).stream()
                .sorted(Comparator.comparing(event -> event.headers().getOrDefault("ce_sequence", event.topic())))
                .collect(Collectors.groupingBy(
                        event -> event.headers().getOrDefault("ce_source", event.topic()),
                        Collectors.mapping(
                                event -> event.value().path("name").asText(event.toString()), Collectors.toList())));
    }

    /** The same in each database at about the same time. */
    private void play(Servers servers, int first) throws Exception {
        Map<String, Connection> connections = new LinkedHashMap<>();
        try {
            for (String source : SOURCES) {
                connections.put(source, connect(servers.database(), source));
            }
            drain(servers, connections);
            for (int round = first; round < first + ROUNDS; round++) {
                for (Map.Entry<String, Connection> each : connections.entrySet()) {
                    play(each.getKey(), each.getValue(), round);
                }
            }
            drain(servers, connections);
        } finally {
            for (Connection connection : connections.values()) {
                connection.close();
            }
        }
    }

    private static void play(String source, Connection connection, int round) throws SQLException {
        connection.setAutoCommit(false);
        sql(connection, "update accounts set name = '" + source + " " + round + "' where id = 1");
        sql(
                connection,
                "insert into audit (id, action, subject_type, subject_id) values (" + round
                        + ", 'account_opened', 'ACCOUNT', 1)");
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void drain(Servers servers, Map<String, Connection> connections) throws SQLException {
        for (Map.Entry<String, Connection> each : connections.entrySet()) {
            TopicPartition log = new TopicPartition(CHANGES, SOURCES.indexOf(each.getKey()));
            new Drain(Map.of("bootstrap.servers", servers.broker().bootstrapServers()), log, APPLICATION)
                    .await(each.getValue(), LIMIT);
        }
    }

    private void aPlaceIsOneSourcesOnly(Servers servers) throws Exception {
        prepare(servers.database(), "east");
        assertRefused(settings(servers, "east", 1), "The source 'south' is captured into partition 1 of " + CHANGES);
        assertRefused(
                settings(servers, "east", 3), "The topic " + CHANGES + " has 3 partitions, and capture.partition is 3");
    }

    /** To be called when the source's capture has ended: whoever starts another one takes over. */
    private void anotherPlaceLacksTheRows(Servers servers) {
        assertRefused(
                settings(servers, "west", 2, "elsewhere"),
                "The source 'west' was captured into partition 2 of " + CHANGES
                        + ", and is to be captured into partition 2 of elsewhere");
    }

    private static void assertRefused(CaptureSettings settings, String sentence) {
        try (Capture capture = new Capture(settings)) {
            assertThatThrownBy(capture::start)
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining(sentence);
        }
    }

    private void prepare(Database database, String source) throws Exception {
        try (Connection connection = connect(database, database.name())) {
            sql(connection, "create database " + source);
        }
        try (Connection connection = connect(database, source)) {
            sql(connection, Files.readString(VAULT.resolve("database.sql")));
        }
        Path contracts = Files.createDirectory(directory.resolve(source));
        for (String file : List.of("account-opened.avdl", "catalog.yaml", "source.yaml")) {
            Files.writeString(
                    contracts.resolve(file),
                    Files.readString(VAULT.resolve(file)).replace("source: vault", "source: " + source));
        }
    }

    private Contracts contracts(String source) {
        return Options.compile(directory.resolve(source));
    }

    private Application enricher(Servers servers, String instance) throws Exception {
        String contracts = SOURCES.stream()
                .map(source -> directory.resolve(source).toString())
                .collect(Collectors.joining(","));
        return Application.start(
                "enrich",
                servers,
                Path.of(contracts),
                Files.createDirectory(directory.resolve(instance)),
                "--set",
                "enricher.application-id=" + APPLICATION,
                "--set",
                "enricher.instance-id=" + instance);
    }

    /** Each has a part of the log. */
    private static void awaitMembers(Servers servers, int count, Application enricher) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.broker().bootstrapServers()))) {
            while (busy(admin) < count) {
                if (System.nanoTime() > deadline || !enricher.isAlive()) {
                    fail("The sources are not spread: " + enricher.log());
                }
                Thread.sleep(100);
            }
        }
    }

    private static long busy(Admin admin) throws Exception {
        try {
            return admin.describeConsumerGroups(List.of(APPLICATION)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
            return 0;
        }
    }

    private CaptureSettings settings(Servers servers, String source, int partition) {
        return settings(servers, source, partition, CHANGES);
    }

    private CaptureSettings settings(Servers servers, String source, int partition, String changes) {
        Database database = servers.database();
        Contracts contracts = contracts(source);
        return new CaptureSettings(
                source,
                new DatabaseSettings(database.host(), database.port(), source, database.user(), database.password()),
                texts(contracts.tables()),
                texts(contracts.excluded()),
                Map.of("bootstrap.servers", servers.broker().bootstrapServers()),
                new TopicSettings(
                        changes,
                        "tidings.offsets",
                        Math.max(SOURCES.size(), partition + 1),
                        partition,
                        (short) 1,
                        Duration.ofDays(1)),
                EngineSettings.defaults(source));
    }

    private static Set<String> texts(Set<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static Connection connect(Database database, String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + name,
                database.user(),
                database.password());
    }

    private static void sql(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
