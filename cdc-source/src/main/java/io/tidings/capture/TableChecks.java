package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What captured tables must satisfy: they exist, rows can be told apart, and nothing excluded is needed for that. */
final class TableChecks {

    private static final String TABLE = """
            select c.relkind in ('r', 'p'),
                   not exists (select from pg_partition_tree(c.oid) p join pg_class leaf on leaf.oid = p.relid
                                where p.isleaf and leaf.relreplident <> 'f')
                   and (c.relkind = 'r' and c.relreplident = 'f' or exists (select from pg_partition_tree(c.oid) p
                                                                             where p.isleaf and p.relid <> c.oid)),
                   exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary),
                   c.relreplident = 'd' or exists (select from pg_index i where i.indrelid = c.oid
                                            and i.indisprimary and i.indisreplident and c.relreplident = 'i'),
                   has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
                   and not exists (select from pg_attribute a
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> all (?)
                            and not has_column_privilege(c.oid, a.attnum, 'select')),
                   array(select a.attname::text from pg_attribute a
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
                   array(select a.attname::text from pg_attribute a join pg_index i on i.indrelid = a.attrelid
                          where a.attrelid = c.oid and a.attnum = any (i.indkey)
                            and (i.indisprimary or c.relreplident = 'i' and i.indisreplident)),
                   exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and not i.indimmediate),
                   array(select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                           from pg_attribute a join pg_type t on t.oid = a.atttypid
                           join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
                           left join pg_type e on e.oid = b.typelem and b.typcategory = 'A'
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> all (?)
                            and e.typname in ('bool', 'float4', 'float8', 'bit', 'varbit', 'interval', 'money', 'hstore',
                                              'point', 'box', 'line', 'lseg', 'path', 'polygon', 'circle')),
                   array(select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                           from pg_attribute a join pg_type t on t.oid = a.atttypid
                           join pg_type b on b.oid = t.typbasetype
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> all (?)
                            and (b.typname in ('date', 'time', 'timestamp', 'bit', 'varbit') or b.typcategory = 'A')),
                   c.relkind = 'r' and exists (select from pg_inherits i where i.inhparent = c.oid),
                   c.relkind = 'p',
                   array(select string_agg(a.attname, ' and ' order by a.attname) from pg_attribute a
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                          group by lower(a.attname) having count(*) > 1),
                   current_setting('server_version_num')::int >= 180000 and exists (select from pg_attribute a
                          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> '')
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = ? and c.relname = ?
            """;

    private final Connection connection;
    private final CaptureSettings settings;

    TableChecks(Connection connection, CaptureSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        for (String table : new TreeSet<>(settings.tables())) {
            TableName name = TableName.parse(table, "public");
            try (PreparedStatement query = connection.prepareStatement(TABLE)) {
                Array excluded = connection.createArrayOf(
                        "text", settings.excludedColumnsOf(table).toArray());
                query.setArray(1, excluded);
                query.setArray(2, excluded);
                query.setArray(3, excluded);
                query.setString(4, name.schema());
                query.setString(5, name.table());
                try (ResultSet row = query.executeQuery()) {
                    if (row.next() && row.getBoolean(1)) {
                        problems.addAll(problemsOf(name, row));
                    } else {
                        problems.add("There is no table '" + table + "' in "
                                + settings.database().address() + ". Correct the name, or create the table first.");
                    }
                }
            }
        }
        return problems;
    }

    private List<String> problemsOf(TableName table, ResultSet row) throws SQLException {
        List<String> problems = new ArrayList<>();
        boolean full = row.getBoolean(2);
        Set<String> excluded = settings.excludedColumnsOf(table.toString());
        if (!row.getBoolean(3) && !full) {
            problems.add("The table '" + table + "' has no primary key and is refused: its updates and deletes could"
                    + " not be told apart. Add a primary key, or run: alter table " + table.quoted()
                    + " replica identity full;"
                    + (row.getBoolean(12) ? " and the same for each of its partitions." : ""));
        }
        if (row.getBoolean(8)) {
            problems.add("The primary key of the table '" + table + "' is deferrable and the table is refused: for a"
                    + " moment two rows can have one key, and without replica identity full PostgreSQL refuses the"
                    + " application's updates of a published table. Make the primary key not deferrable.");
        }
        Set<String> losing = names(row, 9);
        if (!losing.isEmpty() && !full) {
            problems.add("The engine loses values of the columns " + new TreeSet<>(losing) + " of the table '" + table
                    + "' that are stored out of line, when an update leaves them as they are. Exclude the columns, or"
                    + " run: alter table " + table.quoted() + " replica identity full;");
        }
        Set<String> domains = names(row, 10);
        if (!domains.isEmpty()) {
            problems.add("The engine cannot show every value of the columns " + new TreeSet<>(domains)
                    + " of the table '"
                    + table + "' as it is, because their types are domains over an array, a bit string, a date or a"
                    + " time. Exclude the columns, or give them the type itself.");
        }
        Set<String> alike = names(row, 13);
        if (!alike.isEmpty()) {
            problems.add(
                    "The engine refuses the table '" + table + "' because names of its columns differ in case only: "
                            + String.join(", ", new TreeSet<>(alike)) + ". Rename one of them.");
        }
        if (full && row.getBoolean(14)) {
            problems.add("The table '" + table + "' has generated columns and replica identity full, and PostgreSQL 18"
                    + " would refuse the application's updates of it once it is published. Give it a primary key and"
                    + " run: alter table " + table.quoted()
                    + " replica identity default; or drop the generated columns.");
        }
        if (row.getBoolean(11)) {
            problems.add("The table '" + table + "' is inherited by others, whose rows belong to it too and are"
                    + " published under other names, and is refused. Make it a partitioned table.");
        }
        if (row.getBoolean(3) && !full && !row.getBoolean(4)) {
            problems.add("The table '" + table + "' identifies its rows by something else than its primary key and is"
                    + " refused. Run: alter table " + table.quoted() + " replica identity default;");
        }
        if (!row.getBoolean(5)) {
            String role = TableName.quote(settings.database().user());
            problems.add("The role '" + settings.database().user() + "' may not read the table '" + table
                    + "'. Run: grant usage on schema " + TableName.quote(table.schema()) + " to " + role
                    + "; grant select" + columns(minus(names(row, 6), excluded), excluded) + " on " + table.quoted()
                    + " to " + role + ";");
        }
        Set<String> unknown = minus(excluded, names(row, 6));
        if (!unknown.isEmpty()) {
            problems.add("The table '" + table + "' has no column " + unknown + " to exclude. Correct the name.");
        }
        Set<String> identifying = new TreeSet<>(excluded);
        identifying.retainAll(full ? names(row, 6) : names(row, 7));
        if (!identifying.isEmpty()) {
            problems.add("The columns " + identifying + " of the table '" + table + "' cannot be excluded: "
                    + (full ? "with replica identity full every column" : "each of them")
                    + " identifies the row, and PostgreSQL would refuse the application's updates."
                    + (full
                            ? " Give the table a primary key and run: alter table " + table.quoted()
                                    + " replica identity default;"
                            : " Leave them out of the exclusion."));
        }
        return problems;
    }

    /** What is excluded need not be readable either. */
    private static String columns(Set<String> readable, Set<String> excluded) {
        return excluded.isEmpty() || readable.isEmpty()
                ? ""
                : readable.stream().map(TableName::quote).collect(Collectors.joining(", ", " (", ")"));
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    /** A column of two indexes comes twice. */
    private static Set<String> names(ResultSet row, int column) throws SQLException {
        return new TreeSet<>(List.of((String[]) row.getArray(column).getArray()));
    }
}
