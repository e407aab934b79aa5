package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Row-level security of the captured tables. The log has every change whatever the policies say, but a snapshot, and a
 * comparison, has only the rows that the role sees.
 */
final class RowSecurity {

    /** PostgreSQL itself tells whether policies hold for who asks: not for a superuser, BYPASSRLS, or an owner unless forced. */
    private static final String HIDES = """
            select exists (select from pg_catalog.pg_partition_tree(c.oid) p
                            where pg_catalog.row_security_active(p.relid::oid))
                   or pg_catalog.row_security_active(c.oid)
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = ? and c.relname = ?
            """;

    private final Connection connection;
    private final CaptureSettings settings;

    RowSecurity(Connection connection, CaptureSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** The tables of which the role may see less than every row, each a sentence that says what to do. */
    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        for (TableName table : settings.tableNames()) {
            if (hidesRowsOf(table)) {
                problems.add(sentence(table));
            }
        }
        return problems;
    }

    private boolean hidesRowsOf(TableName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HIDES)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private String sentence(TableName table) {
        String role = TableName.quote(settings.database().user());
        return "Row-level security of the table '" + table + "' holds for the role '"
                + settings.database().user()
                + "', so a snapshot would lack the rows that the policies hide from it. Run as a superuser: alter role "
                + role + " bypassrls; the role can read only the tables that it is granted.";
    }
}
