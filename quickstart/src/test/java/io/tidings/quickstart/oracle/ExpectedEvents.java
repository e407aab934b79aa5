package io.tidings.quickstart.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events that the database says there must be, one after the other, as a cursor gives them. */
public final class ExpectedEvents implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Statement statement;
    private final ResultSet rows;

    private ExpectedEvents(Statement statement, ResultSet rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /**
     * An event.
     *
     * @param ordinal of its commit
     * @param topic the event type
     * @param key null, and
     * @param value null, when the contract must reject it
     */
    record Expected(
            long ordinal,
            String topic,
            String auditId,
            @Nullable String actor,
            @Nullable String key,
            @Nullable JsonNode value) {

        boolean isRejected() {
            return value == null;
        }
    }

    static ExpectedEvents read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.setFetchSize(200);
        return new ExpectedEvents(
                statement,
                statement.executeQuery("select ordinal, topic, audit_id::text, actor, key, value from truth.event"
                        + " order by ordinal, place, topic"));
    }

    /** The next one; empty at the end. */
    Optional<Expected> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            String value = rows.getString(6);
            return Optional.of(new Expected(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getString(5),
                    value == null ? null : JSON.readTree(value)));
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("The truth cannot be read.", e);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
