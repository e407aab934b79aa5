package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.SqlScript.BeforeCommit;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PostgreSQL alone, with a portal's database and beside it the schema that knows what each event must contain. */
final class PortalDatabase implements AutoCloseable {
    private static final Path CONTRACTS = Path.of("..", "schemas", "src", "main", "avro", "portal");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedPostgres postgres;
    private final String workload;

    private PortalDatabase(EmbeddedPostgres postgres, String workload) {
        this.postgres = postgres;
        this.workload = workload;
    }

    /** An audit row's event as the database says it must be; topic, key and value are null if it says nothing. */
    record Expected(
            String auditId,
            String action,
            @Nullable String topic,
            @Nullable String key,
            JsonNode value) {}

    static PortalDatabase ofDemo() throws Exception {
        return loaded(resource("/demo/database.sql"), resource("/demo/story.sql"));
    }

    /** The real application's data, which are not ours to keep: a directory with base.sql and workload.sql. */
    static PortalDatabase of(Path directory) throws Exception {
        return loaded(
                Files.readString(directory.resolve("base.sql")), Files.readString(directory.resolve("workload.sql")));
    }

    private static PortalDatabase loaded(String base, String workload) throws Exception {
        PortalDatabase database = new PortalDatabase(EmbeddedPostgres.start(), workload);
        try (Connection connection = database.connect()) {
            execute(connection, base);
            execute(connection, resource("/truth.sql"));
            execute(connection, "select truth.begin()");
        }
        return database;
    }

    /** Plays the workload; the hook comes after the truth of a transaction was computed. */
    void play(BeforeCommit hook) throws SQLException {
        try (Connection connection = connect()) {
            SqlScript.parse(workload).run(connection, (open, transaction) -> {
                execute(open, "select truth.before_commit()");
                hook.accept(open, transaction);
            });
        }
    }

    /** Every audit row of the workload, in the order of its commit. */
    List<Expected> expected() throws Exception {
        List<Expected> events = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select a.id, a.name, e.topic, e.key, e.value"
                        + " from public.events a left join truth.event e on e.audit_id = a.id"
                        + " where a.id not in (select audit_id from truth.old_audit) order by e.ordinal")) {
            while (row.next()) {
                events.add(new Expected(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("topic"),
                        row.getString("key"),
                        JSON.readTree(Objects.requireNonNullElse(row.getString("value"), "null"))));
            }
        }
        return events;
    }

    Contracts contracts() throws Exception {
        try (Connection connection = connect()) {
            return ContractCompiler.compile(CONTRACTS, DatabaseCatalog.read(connection))
                    .fold(contracts -> contracts, problems -> {
                        throw new AssertionError(problems);
                    });
        }
    }

    Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(PortalDatabase.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
