package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The yardstick itself: the database's own answer says something about every audit row, in the contracts' words. */
class TruthIT {
    private static final Path CONTRACTS = Path.of("..", "schemas", "src", "main", "avro", "portal");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static EmbeddedPostgres postgres;

    private record Expected(String action, String topic, JsonNode value) {}

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void everyAuditRowOfTheDemoHasAnEventThatFitsItsContract() throws Exception {
        List<Expected> events = play("demo", resource("/demo/database.sql"), resource("/demo/story.sql"));
        assertThat(events).hasSize(54);
        assertFit("demo", events);
        assertThat(events)
                .as("the demo shows every action of the portal")
                .extracting(Expected::action)
                .containsAll(contracts("demo").keySet());
    }

    @Test
    void deletedEntitiesAreRememberedAsTheyWereAtTheCommitBefore() throws Exception {
        List<Expected> events = play("deleted", resource("/demo/database.sql"), resource("/demo/story.sql"));
        JsonNode deleted = events.stream()
                .filter(event -> event.topic().equals("product-deleted"))
                .findFirst()
                .orElseThrow()
                .value();
        assertThat(deleted.at("/product/domain").asText()).isEqualTo("Network Operations");
        assertThat(deleted.at("/outputPorts/0/consumers/0/name").asText()).isEqualTo("Delay Forecast");
        assertThat(deleted.at("/assets/0/configuration/table").asText()).isEqualTo("hourly");
    }

    /** The real application's workload, where it is at hand: {@code -Dtidings.portal=DIRECTORY}. */
    @Test
    @EnabledIfSystemProperty(named = "tidings.portal", matches = ".+")
    void everyAuditRowOfTheRealPortalHasAnEventThatFitsItsContract() throws Exception {
        Path portal = Path.of(System.getProperty("tidings.portal"));
        List<Expected> events = play(
                "portal",
                Files.readString(portal.resolve("base.sql")),
                Files.readString(portal.resolve("workload.sql")));
        assertThat(events).hasSize(88);
        assertFit("portal", events);
    }

    private static void assertFit(String database, List<Expected> events) throws Exception {
        Map<String, Contract> contracts = contracts(database);
        List<String> misfits = new ArrayList<>();
        for (Expected event : events) {
            Contract contract = Objects.requireNonNull(contracts.get(event.action()), event.action());
            assertThat(event.topic()).isEqualTo(contract.topic());
            misfits.addAll(Misfits.of(contract.schema(), event.value()));
        }
        assertThat(misfits).isEmpty();
    }

    private static Map<String, Contract> contracts(String database) throws Exception {
        try (Connection connection = connect(database)) {
            return ContractCompiler.compile(CONTRACTS, DatabaseCatalog.read(connection))
                    .fold(
                            contracts -> contracts.contracts().stream()
                                    .flatMap(contract ->
                                            contract.actions().stream().map(action -> Map.entry(action, contract)))
                                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                            problems -> {
                                throw new AssertionError(problems);
                            });
        }
    }

    private static List<Expected> play(String database, String base, String workload) throws Exception {
        try (Connection connection = connect("postgres")) {
            execute(connection, "create database " + database);
        }
        try (Connection connection = connect(database)) {
            execute(connection, base);
            execute(connection, resource("/truth.sql"));
            execute(connection, "select truth.begin()");
        }
        try (Connection connection = connect(database)) {
            SqlScript.parse(workload)
                    .run(connection, (open, transaction) -> execute(open, "select truth.before_commit()"));
            return events(connection);
        }
    }

    private static List<Expected> events(Connection connection) throws Exception {
        List<Expected> events = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select a.name, e.topic, e.key, e.value from public.events a"
                        + " left join truth.event e on e.audit_id = a.id"
                        + " where a.id not in (select audit_id from truth.old_audit) order by e.ordinal")) {
            while (row.next()) {
                assertThat(row.getString("key")).as(row.getString("name")).isNotNull();
                JsonNode value = JSON.readTree(row.getString("value"));
                events.add(new Expected(row.getString("name"), row.getString("topic"), value));
            }
        }
        return events;
    }

    private static Connection connect(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(TruthIT.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
