package io.tidings.contracts.catalog;

import io.tidings.database.DatabaseAddress;
import io.tidings.database.DatabaseSession;
import io.tidings.problem.Refusal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the catalog from a live PostgreSQL (12 or newer) through its system tables; needs no privilege on the tables.
 * Ordinary and partitioned tables of all schemas but PostgreSQL's own are read. Generated columns are left out, because
 * PostgreSQL does not send them with changes: a contract that read one would see it in snapshots only.
 */
public final class DatabaseCatalog {
    private static final String COLUMNS = """
            select n.nspname, c.relname, a.attname,
                   case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod)
                        else format_type(a.atttypid, a.atttypmod) end as type,
                   not a.attnotnull as nullable,
                   coalesce(array_position(k.conkey, a.attnum), 0) as key_position,
                   exists (select 1 from pg_index i
                            where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indnkeyatts = 1
                              and i.indpred is null
                              and i.indkey[0] = a.attnum) as is_unique,
                   c.relkind = 'p' and exists (
                       select 1 from pg_partition_tree(c.oid) t
                         join pg_partitioned_table p on p.partrelid = t.relid
                         join pg_attribute pa on pa.attrelid = p.partrelid and pa.attnum = any (p.partattrs)
                        where pa.attname = a.attname) as partitions,
                   (select rn.nspname || '.' || r.relname
                      from pg_constraint f
                      join pg_class r on r.oid = f.confrelid
                      join pg_namespace rn on rn.oid = r.relnamespace
                      join pg_constraint rk on rk.conrelid = r.oid and rk.contype = 'p' and rk.conkey = f.confkey
                     where f.conrelid = c.oid and f.contype = 'f' and f.conkey = array[a.attnum]
                     order by f.conname limit 1) as referenced
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
              join pg_type t on t.oid = a.atttypid
              left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
             where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
             order by n.nspname, c.relname, a.attnum
            """;

    private static final String FOREIGN_KEYS = """
            select distinct n.nspname, c.relname, rn.nspname as parent_schema, r.relname as parent
              from pg_constraint f
              join pg_class c on c.oid = f.conrelid
              join pg_namespace n on n.oid = c.relnamespace
              join pg_class r on r.oid = f.confrelid
              join pg_namespace rn on rn.oid = r.relnamespace
             where f.contype = 'f' and f.conparentid = 0
            """;

    private static final String PUBLISHED = """
            select n.nspname, c.relname,
                   (select array_agg(a.attname::text order by a.attnum)
                      from pg_attribute a where a.attrelid = c.oid and a.attnum = any (r.prattrs)) as columns
              from pg_publication p
              left join pg_publication_rel r on r.prpubid = p.oid
              left join pg_class c on c.oid = r.prrelid
              left join pg_namespace n on n.oid = c.relnamespace
             where p.pubname = ?
            """;

    private DatabaseCatalog() {}

    /**
     * Connects, and reads all tables that the database has now.
     *
     * @param properties of the JDBC driver, user and password among them
     * @throws Refusal with PostgreSQL's own reason when it cannot be read
     */
    public static Catalog read(DatabaseAddress address, Properties properties) {
        try (Connection connection = DatabaseSession.open(address, properties)) {
            return read(connection);
        } catch (SQLException e) {
            throw unreadable(address, properties, e);
        }
    }

    /** Reads all tables that the connection's database has now. */
    public static Catalog read(Connection connection) throws SQLException {
        Map<TableName, Draft> drafts = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                TableName name = new TableName(row.getString("nspname"), row.getString("relname"));
                drafts.computeIfAbsent(name, unused -> new Draft()).add(row);
            }
        }
        try (PreparedStatement query = connection.prepareStatement(FOREIGN_KEYS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Draft draft = drafts.get(new TableName(row.getString("nspname"), row.getString("relname")));
                if (draft != null) {
                    draft.parents.add(new TableName(row.getString("parent_schema"), row.getString("parent")));
                }
            }
        }
        Map<TableName, Table> tables = new TreeMap<>();
        drafts.forEach((name, draft) -> tables.put(name, draft.table(name)));
        return Catalog.of(tables);
    }

    /**
     * The tables of a publication, each with its columns; no columns when it publishes all of them. Empty when there is no
     * such publication.
     *
     * @param properties of the JDBC driver, user and password among them
     * @throws Refusal with PostgreSQL's own reason when it cannot be read
     */
    public static Optional<Map<TableName, List<String>>> published(
            DatabaseAddress address, Properties properties, String publication) {
        try (Connection connection = DatabaseSession.open(address, properties);
                PreparedStatement query = connection.prepareStatement(PUBLISHED)) {
            query.setString(1, publication);
            Map<TableName, List<String>> tables = new TreeMap<>();
            boolean exists = false;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    exists = true;
                    if (row.getString("nspname") != null) {
                        Array columns = row.getArray("columns");
                        tables.put(
                                new TableName(row.getString("nspname"), row.getString("relname")),
                                columns == null ? List.of() : List.of((String[]) columns.getArray()));
                    }
                }
            }
            return exists ? Optional.of(tables) : Optional.empty();
        } catch (SQLException e) {
            throw unreadable(address, properties, e);
        }
    }

    private static Refusal unreadable(DatabaseAddress address, Properties properties, SQLException e) {
        Optional<String> encryption = TlsProblem.sentence(address.toString(), e);
        if (encryption.isPresent()) {
            return new Refusal(encryption.get(), e);
        }
        return new Refusal(
                "The database " + address + " cannot be read as " + properties.getProperty("user") + " ("
                        + e.getMessage() + "); correct the settings under `database`.",
                e);
    }

    private static final class Draft {
        private final Map<String, Column> columns = new LinkedHashMap<>();
        private final Map<Integer, String> key = new TreeMap<>();
        private final Set<TableName> parents = new TreeSet<>();
        private final Set<String> partitionedBy = new TreeSet<>();

        void add(ResultSet row) throws SQLException {
            String column = row.getString("attname");
            int keyPosition = row.getInt("key_position");
            if (keyPosition > 0) {
                key.put(keyPosition, column);
            }
            if (row.getBoolean("partitions")) {
                partitionedBy.add(column);
            }
            Optional<TableName> references =
                    Optional.ofNullable(row.getString("referenced")).map(text -> TableName.parse(text, "public"));
            columns.put(
                    column,
                    new Column(
                            row.getString("type"),
                            row.getBoolean("nullable"),
                            row.getBoolean("is_unique"),
                            references));
        }

        Table table(TableName name) {
            columns.values().stream()
                    .map(Column::references)
                    .flatMap(Optional::stream)
                    .forEach(parents::remove);
            return new Table(name, List.copyOf(key.values()), columns, parents, partitionedBy);
        }
    }
}
