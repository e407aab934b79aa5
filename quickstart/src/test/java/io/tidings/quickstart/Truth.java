package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schema in a portal's database that knows what each event must contain, computed by PostgreSQL within the
 * transaction, as the last thing before it commits. The pipeline does not capture it.
 */
final class Truth {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Stands for the action of an event that no audit row tells of. */
    static final String CHANGE = "change of a row";

    private Truth() {}

    /**
     * An event as the database says it must be; topic, key and value are null if it says nothing of an audit row.
     *
     * @param id the audit row's, or table and key of the row that changed without one
     */
    record Expected(
            String id,
            String action,
            @Nullable String topic,
            @Nullable String key,
            JsonNode value) {}

    /** Puts the schema beside loaded tables. */
    static void install(Connection connection) throws SQLException {
        execute(connection, resource("/truth.sql"));
        execute(connection, "select truth.begin()");
    }

    /** To be called before every commit. */
    static void beforeCommit(Connection connection) throws SQLException {
        execute(connection, "select truth.before_commit()");
    }

    /** An event for every audit row of the workload and for what went without one, in the order of their commits. */
    static List<Expected> expected(Connection connection) throws SQLException {
        List<Expected> events = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(e.id, a.id::text) as id, coalesce(a.name, '"
                        + CHANGE + "') as name, e.topic, e.key, e.value"
                        + " from (select * from public.events where id not in (select audit_id from truth.old_audit)) a"
                        + " full join truth.event e on e.id = a.id::text order by e.ordinal")) {
            while (row.next()) {
                events.add(new Expected(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("topic"),
                        row.getString("key"),
                        json(Objects.requireNonNullElse(row.getString("value"), "null"))));
            }
        }
        return events;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Truth.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
