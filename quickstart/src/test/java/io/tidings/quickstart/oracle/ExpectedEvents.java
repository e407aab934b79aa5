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

    /** The unit separator, which no key has. */
    private static final String SEPARATOR = "\u001f";

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
     * @param auditId of the audit row that it tells of; null when it tells of a changed row
     * @param changed that row: schema and table, then the columns of its key, each behind a {@link #SEPARATOR}
     * @param cause the audit row that explains the change, or nothing
     * @param key null, and
     * @param value null, when the contract must reject it
     */
    record Expected(
            long ordinal,
            String topic,
            @Nullable String auditId,
            @Nullable String changed,
            String cause,
            String actor,
            @Nullable String key,
            @Nullable JsonNode value) {

        /** What {@code ce_id} begins with; what comes has its place. */
        String id(String trigger) {
            return changed == null
                    ? trigger
                    : trigger.substring(0, 16) + "-"
                            + RowDigest.of(
                                    changed.replaceFirst("[.]", SEPARATOR).split(SEPARATOR, -1));
        }

        /** The audit row that it tells of, or that explains it. */
        String auditRow() {
            return auditId == null ? cause : auditId;
        }

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
                statement.executeQuery(
                        "select ordinal, topic, audit_id, changed, cause, actor, key, value from truth.event"
                                + " order by ordinal, place, topic"));
    }

    /** The next one; empty at the end. */
    Optional<Expected> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            String value = rows.getString(8);
            return Optional.of(new Expected(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getString(5),
                    rows.getString(6),
                    rows.getString(7),
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
