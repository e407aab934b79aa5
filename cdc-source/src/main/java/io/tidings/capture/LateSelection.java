package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import io.tidings.log.ControlRecord;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** Audit rows that are told late: exactly these, read by their ids, written in one Kafka transaction with the answer. */
final class LateSelection implements TableSnapshot.Content {
    private final TableName table;
    private final String statement;
    private final LongFunction<Map<ByteBuffer, ByteBuffer>> entries;

    private LateSelection(TableName table, String statement, LongFunction<Map<ByteBuffer, ByteBuffer>> entries) {
        this.table = table;
        this.statement = statement;
        this.entries = entries;
    }

    /**
     * Prepares the statement.
     *
     * @param ids of the rows
     * @param entries what is remembered with them, by the position at which they are told
     */
    static LateSelection of(
            Connection connection,
            CaptureSettings settings,
            List<String> ids,
            LongFunction<Map<ByteBuffer, ByteBuffer>> entries)
            throws SQLException {
        AuditColumn audit = settings.audit().orElseThrow();
        return new LateSelection(audit.table(), statement(connection, settings, audit, ids), entries);
    }

    /** By the column's own type, so that its index serves; without the columns that never leave the database. */
    private static String statement(
            Connection connection, CaptureSettings settings, AuditColumn audit, List<String> ids) throws SQLException {
        String query = "select (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
                + " where attrelid = t.id and attnum > 0 and not attisdropped and attname <> all (?)),"
                + " (select format('%I = any (%L::text[]::%s[])', attname, ?::text[], format_type(atttypid, atttypmod))"
                + " from pg_attribute where attrelid = t.id and attname = ?), quote_ident(?)"
                + " from (select ?::regclass::oid as id) t";
        Set<String> excluded = settings.excludedColumnsOf(audit.table().toString());
        Array none = connection.createArrayOf("text", excluded.toArray());
        Array wanted = connection.createArrayOf("text", ids.toArray());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, none);
            statement.setArray(2, wanted);
            statement.setString(3, audit.id());
            statement.setString(4, audit.id());
            statement.setString(5, audit.table().quoted());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return "select " + row.getString(1) + " from " + audit.table().quoted() + " where " + row.getString(2)
                        + " order by " + row.getString(3);
            }
        }
    }

    @Override
    public Properties properties(CaptureSettings settings, String handoverId) {
        return EngineProperties.ofSelection(settings, handoverId, table.toString(), statement);
    }

    @Override
    public ControlRecord begin(long position) {
        return new ControlRecord.LateBegin(position, new TreeSet<>(Set.of(table)));
    }

    @Override
    public ControlRecord complete(long position) {
        return new ControlRecord.LateComplete(position, new TreeSet<>(Set.of(table)));
    }

    @Override
    public boolean atOnce() {
        return true;
    }

    @Override
    public Map<ByteBuffer, ByteBuffer> entries(long position) {
        return new HashMap<>(entries.apply(position));
    }
}
