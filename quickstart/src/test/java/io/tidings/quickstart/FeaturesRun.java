package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.PostgresqlVersion;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Plays rows with values of every type and tables of every shape, in a snapshot and in the log, and compares the events with
 * what PostgreSQL says of each value.
 */
final class FeaturesRun {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "features");
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    FeaturesRun(Path directory) {
        this.directory = directory;
    }

    /** What is done to the database when its tables are there, before the capture and the enricher connect. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Connection connection) throws SQLException;
    }

    private record Expected(String label, JsonNode value, boolean rejected) {}

    /** Plays it in a server of that version; fails when a value differs. */
    void play(int postgresql, Preparation preparation) throws Exception {
        List<TypeCase> cases = TypeCase.read(RESOURCES.resolve("types.yaml"));
        try (Servers servers = servers(postgresql)) {
            Source source = new Source(servers.database());
            source.load(Files.readString(RESOURCES.resolve("before.sql")));
            for (TypeCase type : cases) {
                source.load(type.tables());
            }
            source.load(Files.readString(RESOURCES.resolve("shapes.sql")));
            if (postgresql >= 18) {
                source.load("alter table filled add column thrice int generated always as (a * 3) virtual");
                // With replica identity full the capture refuses it there (CaptureRefusalIT).
                source.load("alter table notes drop column loud");
            }
            Contracts contracts = source.contracts(contracts(cases));
            // Opened before, so that what PostgreSQL says of the values does not depend on what a session inherits.
            try (Connection connection = source.connect();
                    Pipeline pipeline = prepared(servers, contracts, connection, preparation)) {
                connection.setAutoCommit(false);
                for (TypeCase type : cases) {
                    play(type, connection);
                }
                connection.setAutoCommit(true);
                SqlScript.parse(Files.readString(RESOURCES.resolve("shapes-log.sql")))
                        .run(connection, FeaturesRun::writeTruth);
                PipelineIT.drain(servers, contracts).await(connection, LIMIT);
                assertThat(pipeline.failure()).isEmpty();
                assertSame(expected(connection), PipelineIT.received(servers, contracts));
            }
        }
    }

    private Pipeline prepared(Servers servers, Contracts contracts, Connection connection, Preparation preparation)
            throws Exception {
        preparation.prepare(connection);
        return Pipeline.start(servers, contracts, directory);
    }

    private Servers servers(int postgresql) {
        return new Servers(
                Database.start(directory.resolve("postgresql"), PostgresqlVersion.variant(postgresql, false)),
                Broker.start(directory.resolve("kafka")),
                Registry.start(SharedServers.REGISTRY, directory.resolve("registry")));
    }

    private Path contracts(List<TypeCase> cases) throws Exception {
        Path contracts = Files.createDirectory(directory.resolve("contracts"));
        Files.writeString(
                contracts.resolve("source.yaml"),
                "source: features\naudit: { table: public.audit, id: id, action: action }\n");
        for (TypeCase type : cases) {
            Files.writeString(contracts.resolve(type.name() + ".avdl"), type.contract());
        }
        try (Stream<Path> shapes = Files.list(RESOURCES.resolve("shapes"))) {
            for (Path shape : shapes.toList()) {
                Files.copy(shape, contracts.resolve("shape-" + shape.getFileName()));
            }
        }
        return contracts;
    }

    private static void writeTruth(Connection connection, SqlScript.Transaction transaction) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select truth.before_commit()");
        }
    }

    private static void play(TypeCase type, Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<String> transactions = List.of(
                    audit(type, 1) + type.truth(1, "row of the snapshot"),
                    type.insert(2) + audit(type, 2) + type.truth(2, "inserted"),
                    type.touch(1) + audit(type, 1) + type.truth(1, "row of the snapshot, touched"),
                    type.touch(2) + type.relabel() + audit(type, 2) + type.truth(2, "inserted, touched"),
                    audit(type, 1) + type.truth(1, "row of the snapshot, key of the log"));
            for (String transaction : transactions) {
                statement.execute(transaction);
                connection.commit();
            }
        }
    }

    private static String audit(TypeCase type, int row) {
        return " insert into audit (action, row) values ('" + type.name() + "', " + row + ");";
    }

    private static Map<String, Expected> expected(Connection connection) throws Exception {
        Map<String, Expected> expected = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select audit, label, value, rejected from truth.expected")) {
            while (row.next()) {
                String json = row.getString(3);
                expected.put(
                        row.getString(1),
                        new Expected(row.getString(2), JSON.readTree(json == null ? "{}" : json), row.getBoolean(4)));
            }
        }
        return expected;
    }

    private static void assertSame(Map<String, Expected> expected, List<ReceivedEvent> received) throws Exception {
        List<String> differences = new ArrayList<>();
        Map<String, ReceivedEvent> byAuditId = new HashMap<>();
        for (ReceivedEvent event : received) {
            String id =
                    Pipeline.isDeadLetter(event) ? event.value().path("auditId").asText() : event.auditId();
            assertThat(byAuditId.put(id, event)).as(id).isNull();
        }
        assertThat(byAuditId.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, truth) -> {
            ReceivedEvent event = Objects.requireNonNull(byAuditId.get(id));
            if (Pipeline.isDeadLetter(event) != truth.rejected()
                    || !truth.rejected() && !same(event.value(), truth.value())) {
                differences.add(truth.label() + "\n    event " + abbreviated(event.value()) + "\n    truth "
                        + (truth.rejected() ? "rejected" : abbreviated(truth.value())));
            }
        });
        assertThat(differences.stream().sorted().toList()).isEmpty();
    }

    private static boolean same(JsonNode event, JsonNode truth) {
        try {
            return JSON.readTree(event.toString()).equals(truth);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String abbreviated(JsonNode value) {
        String text = value.toString();
        return text.length() < 400 ? text : text.substring(0, 400) + "… (" + text.length() + ")";
    }
}
