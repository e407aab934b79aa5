package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the shapes of the captured tables. The facts: {@code table} its identity, {@code published} the identity of its place in
 * the publication, which changes with everything that is done to the publication, {@code key} its primary key, and by
 * number {@code column} name and type, {@code written} the transaction that changed a column's definition, {@code label} a value of an enum, {@code partition}
 * how it was attached, {@code file} where rows are stored, {@code empty} a file without rows. For what was hidden while nobody
 * looked: {@code named} the transaction that gave the table its name, schema or owner, {@code attached} a partition that was a
 * table of its own before, with its name, {@code bare} a partition without rows whatever is below it, {@code unlogged} a part
 * whose rows are in no log.
 */
final class TableShapes {

    private static final String FACTS = """
            with captured as (select ?::regclass::oid as id),
                 columns as (select a.*, a.xmin::text as written from captured join pg_attribute a on a.attrelid = id
                              where a.attnum > 0 and not a.attisdropped and a.attname <> all (?)),
                 nodes as (select p.relid::oid as node, p.isleaf, p.level from captured, pg_partition_tree(id) p
                           union all select id, true, 0 from captured
                            where not exists (select from pg_partition_tree(id)))
            select 'table', id::text from captured
            union all select 'published', p.oid || ' ' || p.xmin || ' ' || coalesce(r.oid || ' ' || r.xmin, 'with all')
              from captured join pg_publication p on p.pubname = ?
              left join pg_publication_rel r on r.prpubid = p.oid and r.prrelid = id
            union all select 'key', coalesce(string_agg(quote_ident(a.attname), ',' order by k.place), '')
              from captured join pg_index i on i.indrelid = id and i.indisprimary
              cross join unnest(i.indkey::int2[]) with ordinality k (number, place)
              join pg_attribute a on a.attrelid = id and a.attnum = k.number
            union all select 'column ' || attnum, quote_ident(attname) || ' ' || format_type(atttypid, atttypmod)
              from columns
            union all select 'written ' || attnum, written from columns
            union all select distinct 'label ' || e.oid, quote_literal(e.enumlabel)
              from columns join pg_type t on t.oid = atttypid
              join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
              join pg_enum e on e.enumtypid in (b.oid, b.typelem)
            union all select 'partition ' || node, i.xmin::text from nodes join pg_inherits i on i.inhrelid = node
             where level > 0
            union all select 'file ' || node, coalesce(pg_relation_filenode(node), 0)::text from nodes where isleaf
            union all select 'empty ' || node, '' from nodes where isleaf and pg_relation_size(node) = 0
            union all select 'named', t.xmin::text from captured join pg_type t on t.typrelid = id
            union all select 'attached ' || node, node::regclass::text from nodes
              join pg_inherits i on i.inhrelid = node
             where level > 0 and not exists (select from pg_attribute s join pg_attribute u on u.attrelid = s.attrelid
                    where s.attrelid = node and s.attnum = -1 and s.xmin::text = i.xmin::text and u.attnum > 0
                      and u.xmin::text = s.xmin::text and u.cmin::text = s.cmin::text)
            union all select 'bare ' || node, '' from nodes where level > 0 and not exists (select
                    from pg_partition_tree(node) p where p.isleaf and pg_relation_size(p.relid) > 0)
            union all select 'unlogged ' || node, node::regclass::text from nodes join pg_class c on c.oid = node
             where isleaf and c.relpersistence <> 'p'
            """;

    private final Connection connection;
    private final CaptureSettings settings;

    TableShapes(Connection connection, CaptureSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** The shape of each captured table as it is now; all of them must exist. */
    SortedMap<TableName, TableShape> now() throws SQLException {
        SortedMap<TableName, TableShape> shapes = new TreeMap<>();
        for (TableName table : settings.tableNames()) {
            shapes.put(table, shape(table));
        }
        return shapes;
    }

    /** The shape of one captured table as it is now, which must exist. */
    TableShape shape(TableName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FACTS)) {
            query.setString(1, table.quoted());
            query.setString(3, settings.engine().publication());
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", settings.excludedColumnsOf(table.toString()).toArray()));
            SortedMap<String, String> facts = new TreeMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    facts.put(row.getString(1), row.getString(2));
                }
            }
            return new TableShape(facts);
        }
    }
}
