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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /**
     * What of the database's changes the publication gives: everything that narrows it.
     *
     * @param all whether it is of all tables, which needs no list and takes none
     * @param viaRoot whether changes of partitions come under the partitioned table's name
     * @param everyOperation whether inserts, updates, deletes and truncations come
     * @param tables each with its columns in the table's order, none for all, and the filter of its rows, if there is one
     */
    private record Scope(boolean all, boolean viaRoot, boolean everyOperation, Map<String, Listed> tables) {}

    /** How a table is published. */
    private record Listed(List<String> columns, Optional<String> filter) {}

    /** The statements that make the publication what it should be; none when it is. */
    List<String> missingStatements() throws SQLException {
        Map<String, Listed> wanted = wanted();
        String tables = wanted.entrySet().stream()
                .map(entry -> TableName.parse(entry.getKey(), "public").quoted()
                        + columns(entry.getValue().columns()))
                .collect(Collectors.joining(", "));
        Optional<Scope> scope = scope();
        String create =
                "create publication " + name + " for table " + tables + " with (publish_via_partition_root = true)";
        if (scope.isEmpty()) {
            return List.of(create);
        }
        if (publishesTooMuch(scope.get())) {
            return List.of("begin", "drop publication " + name, create, "commit");
        }
        List<String> statements = new ArrayList<>();
        if (!scope.get().all() && !wanted.equals(scope.get().tables())) {
            statements.add("alter publication " + name + " set table " + tables);
        }
        if (!scope.get().everyOperation()) {
            statements.add("alter publication " + name + " set (publish = 'insert, update, delete, truncate')");
        }
        if (!scope.get().viaRoot()) {
            statements.add("alter publication " + name + " set (publish_via_partition_root = true)");
        }
        return statements;
    }

    /** The captured tables of which every row and every operation is published; none when there is no publication. */
    Set<TableName> coveredTables() throws SQLException {
        Optional<Scope> scope = scope();
        if (scope.isEmpty() || !scope.get().everyOperation() || !scope.get().viaRoot()) {
            return Set.of();
        }
        Map<String, Listed> wanted = wanted();
        return wanted.keySet().stream()
                .filter(table -> scope.get().all()
                        || Objects.equals(
                                wanted.get(table), scope.get().tables().get(table)))
                .map(table -> TableName.parse(table, "public"))
                .collect(Collectors.toSet());
    }

    /** Excluded columns would leave the database; whose publication this is, and what else reads it, nobody here knows. */
    private boolean publishesTooMuch(Scope scope) {
        return scope.all() && !settings.excludedColumns().isEmpty();
    }

    /** Makes the publication what it should be. */
    void complete() throws SQLException {
        if (scope().filter(this::publishesTooMuch).isPresent()) {
            throw new SQLException("it is for all tables, and columns are excluded");
        }
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

    private Map<String, Listed> wanted() throws SQLException {
        Map<String, Listed> wanted = new TreeMap<>();
        for (String table : settings.tables()) {
            Set<String> excluded = settings.excludedColumnsOf(table);
            List<String> columns =
                    excluded.isEmpty() ? List.of() : columnsWithout(excluded, TableName.parse(table, "public"));
            wanted.put(table, new Listed(columns, Optional.empty()));
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
    private Optional<Scope> scope() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select puballtables, pubviaroot, pubinsert and pubupdate and pubdelete and pubtruncate"
                        + " from pg_publication where pubname = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Scope(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), listed()))
                        : Optional.empty();
            }
        }
    }

    private Map<String, Listed> listed() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select n.nspname || '.' || c.relname, (select array_agg(a.attname::text order by a.attnum)"
                        + " from pg_attribute a where a.attrelid = c.oid and a.attnum = any (r.prattrs)),"
                        + " pg_get_expr(r.prqual, r.prrelid)"
                        + " from pg_publication p join pg_publication_rel r on r.prpubid = p.oid"
                        + " join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace"
                        + " where p.pubname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, Listed> listed = new TreeMap<>();
                while (rows.next()) {
                    listed.put(
                            rows.getString(1),
                            new Listed(strings(rows.getArray(2)), Optional.ofNullable(rows.getString(3))));
                }
                return listed;
            }
        }
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
