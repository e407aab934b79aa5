package io.tidings.command;

import static io.tidings.contracts.catalog.TableName.quote;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Contracts.ExcludedColumn;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The role with which the capture connects, in the database that it captures.
 *
 * @param name the role
 * @param publication that the capture follows
 */
record CaptureRole(String name, String database, String publication, Contracts contracts, Catalog catalog) {

    /** Makes role and publication, or brings them up to the contracts; can be run again and again. */
    String sql() {
        String tables = lines(table -> table.quoted() + columns(table), ",\n    ");
        return """
                -- What the capture of source '%1$s' needs in the database %2$s, and nothing else.
                -- Run it there as the owner of the tables or as an administrator, and again when the contracts have changed.
                -- Then let the role in, by a password (psql: \\password) or by a certificate (pg_hba.conf).
                begin;
                do $tidings$ begin
                  if not exists (select from pg_roles where rolname = %3$s) then
                    create role %4$s login replication;
                  end if;
                end $tidings$;
                grant connect on database %2$s to %4$s;
                %5$s
                %6$s
                do $tidings$ begin
                  -- Row-level security must hide no row from a snapshot.
                  if exists (select from pg_class where relrowsecurity and oid in (
                    %10$s)) then
                    alter role %4$s bypassrls;
                  end if;
                  if exists (select from pg_publication where pubname = %7$s) then
                    alter publication %8$s set table
                    %9$s;
                    alter publication %8$s set
                    (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
                  else
                    create publication %8$s for table
                    %9$s
                    with (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
                  end if;
                end $tidings$;
                commit;
                """.formatted(
                        contracts.audit().source(),
                        quote(database),
                        literal(name),
                        quote(name),
                        schemas(),
                        lines(this::grant, "\n"),
                        literal(publication),
                        quote(publication),
                        tables,
                        lines(table -> literal(table.quoted()) + "::regclass", ",\n    "));
    }

    private String schemas() {
        return contracts.tables().stream()
                .map(TableName::schema)
                .distinct()
                .sorted()
                .map(schema -> "grant usage on schema " + quote(schema) + " to " + quote(name) + ";")
                .collect(Collectors.joining("\n"));
    }

    private String grant(TableName table) {
        return "grant select" + columns(table) + " on " + table.quoted() + " to " + quote(name) + ";";
    }

    private String lines(Function<TableName, String> line, String between) {
        return contracts.tables().stream().sorted().map(line).collect(Collectors.joining(between));
    }

    /** All but the excluded ones, in parentheses; nothing when none is excluded, so that new columns come by themselves. */
    private String columns(TableName table) {
        Set<String> excluded = contracts.excluded().stream()
                .filter(column -> column.table().equals(table))
                .map(ExcludedColumn::column)
                .collect(Collectors.toCollection(TreeSet::new));
        if (excluded.isEmpty()) {
            return "";
        }
        return catalog.table(table).orElseThrow().columns().keySet().stream()
                .filter(column -> !excluded.contains(column))
                .map(TableName::quote)
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
