package io.tidings.reconcile;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The audit rows that the database has. */
final class AuditIds {
    private static final int FETCH = 10_000;

    private final Connection connection;
    private final AuditTable audit;

    AuditIds(Connection connection, AuditTable audit) {
        this.connection = connection;
        this.audit = audit;
    }

    /** The only column that has a time in every row; empty when there is none, or more than one. */
    String timeColumn() throws SQLException {
        String query = "select min(attname::text) from pg_attribute where attrelid = ?::regclass and attnum > 0"
                + " and not attisdropped and attnotnull and atttypid = 'timestamptz'::regtype having count(*) = 1";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /**
     * The rows from a time on, as the database stands now.
     *
     * @param timeColumn the column with the time of a row, without time zone it is read as UTC; empty when none is known
     */
    List<AuditRow> rows(Optional<Instant> since, String timeColumn) throws SQLException {
        String time = timeColumn.isEmpty() ? "null" : name(timeColumn);
        String query = "select " + name(audit.id()) + "::text, " + name(audit.action())
                + "::text, extract(epoch from " + time + "::timestamptz)::double precision from " + table()
                + (since.isPresent() ? " where " + time + " >= ?::timestamptz" : "");
        List<AuditRow> rows = new ArrayList<>();
        boolean committing = connection.getAutoCommit();
        // A cursor, and the same snapshot for all of it, need a transaction.
        connection.setAutoCommit(false);
        try (PreparedStatement zone = connection.prepareStatement("set local timezone = 'UTC'");
                PreparedStatement statement = connection.prepareStatement(query)) {
            zone.execute();
            statement.setFetchSize(FETCH);
            if (since.isPresent()) {
                statement.setTimestamp(1, Timestamp.from(since.get()));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new AuditRow(
                            Objects.requireNonNullElse(row.getString(1), ""),
                            Objects.requireNonNullElse(row.getString(2), ""),
                            time(row.getDouble(3), row.wasNull())));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(committing);
        }
        return rows;
    }

    private static Optional<Instant> time(double seconds, boolean unknown) {
        return unknown || Double.isInfinite(seconds)
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Math.round(Math.floor(seconds * 1000))));
    }

    /** Those of the ids that the database has. */
    Set<String> present(Collection<String> ids) throws SQLException {
        Set<String> present = new HashSet<>();
        // By the column's own type, so that its index serves.
        String query = "select " + name(audit.id()) + "::text from " + table() + " where " + name(audit.id())
                + " = any(?::" + idType() + "[])";
        Array array = connection.createArrayOf(
                "text", ids.stream().filter(id -> !id.isEmpty()).toArray());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, array);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    present.add(row.getString(1));
                }
            }
        } finally {
            array.free();
        }
        return present;
    }

    private String idType() throws SQLException {
        String query = "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = ?::regclass"
                + " and attname = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, table());
            statement.setString(2, audit.id());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException(audit.table() + " has no column " + audit.id());
                }
                return row.getString(1);
            }
        }
    }

    private String table() {
        return name(audit.table().schema()) + "." + name(audit.table().table());
    }

    private static String name(String text) {
        return TableName.quote(text);
    }
}
