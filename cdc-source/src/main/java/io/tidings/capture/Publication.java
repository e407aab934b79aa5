package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publication: exactly the captured tables, with all their columns or, where some are excluded, with a list of the
 * others, so that what is excluded never leaves the database.
 */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final Connection connection;
    private final CaptureSettings settings;
    private final String name;

    Publication(Connection connection, CaptureSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.name = settings.engine().publication();
    }

    /** The statements that make the publication what it should be; none when it is. */
    List<String> missingStatements() throws SQLException {
        Map<String, List<String>> wanted = wanted();
        String tables = wanted.entrySet().stream()
                .map(entry -> TableName.parse(entry.getKey(), "public").quoted() + columns(entry.getValue()))
                .collect(Collectors.joining(", "));
        Optional<Boolean> publishesAll = publishesAllOperations();
        if (publishesAll.isEmpty()) {
            return List.of("create publication " + name + " for table " + tables
                    + " with (publish_via_partition_root = true)");
        }
        List<String> statements = new ArrayList<>();
        if (!wanted.equals(present())) {
            statements.add("alter publication " + name + " set table " + tables);
        }
        if (!publishesAll.get()) {
            statements.add("alter publication " + name + " set (publish = 'insert, update, delete, truncate')");
        }
        return statements;
    }

    /** The tables that the publication has now; empty when it does not exist. */
    Set<TableName> presentTables() throws SQLException {
        return present().keySet().stream()
                .map(name -> TableName.parse(name, "public"))
                .collect(Collectors.toSet());
    }

    /** Makes the publication what it should be. */
    void complete() throws SQLException {
        for (String statement : missingStatements()) {
            run(statement);
            LOG.atInfo().addKeyValue("statement", statement).log("Publication changed");
        }
    }

    private void run(String statement) throws SQLException {
        try (Statement update = connection.createStatement()) {
            update.execute(statement);
        }
    }

    private static String columns(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : columns.stream().map(TableName::quote).collect(Collectors.joining(", ", " (", ")"));
    }

    /** Each table with its columns in the table's order; no columns means all. */
    private Map<String, List<String>> wanted() throws SQLException {
        Map<String, List<String>> wanted = new TreeMap<>();
        for (String table : settings.tables()) {
            var excluded = settings.excludedColumnsOf(table);
            wanted.put(
                    table, excluded.isEmpty() ? List.of() : columnsWithout(excluded, TableName.parse(table, "public")));
        }
        return wanted;
    }

    private List<String> columnsWithout(Set<String> excluded, TableName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select array_agg(attname::text order by attnum) from pg_attribute where attrelid = ?::regclass"
                        + " and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (?)")) {
            query.setString(1, table.quoted());
            query.setArray(2, connection.createArrayOf("text", excluded.toArray()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return strings(row.getArray(1));
            }
        }
    }

    /** Empty when there is no such publication. */
    private Optional<Boolean> publishesAllOperations() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select pubinsert and pubupdate and pubdelete and pubtruncate from pg_publication where pubname = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }

    private Map<String, List<String>> present() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select n.nspname || '.' || c.relname, (select array_agg(a.attname::text order by a.attnum)"
                        + " from pg_attribute a where a.attrelid = c.oid and a.attnum = any (r.prattrs))"
                        + " from pg_publication p join pg_publication_rel r on r.prpubid = p.oid"
                        + " join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace"
                        + " where p.pubname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, List<String>> present = new LinkedHashMap<>();
                while (rows.next()) {
                    present.put(rows.getString(1), strings(rows.getArray(2)));
                }
                return present;
            }
        }
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
