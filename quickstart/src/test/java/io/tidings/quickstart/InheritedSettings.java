package io.tidings.quickstart;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives every setting that PostgreSQL lets a database or a role set a value that nobody expects. */
final class InheritedSettings {

    /** With what PostgreSQL could not work itself, or accepts no value at random. */
    private static final Set<String> EXCEPTED = Set.of(
            // No room for a query.
            "max_stack_depth",
            "temp_file_limit",
            // Each is refused beside the others.
            "log_parser_stats",
            "log_planner_stats",
            "log_executor_stats",
            "log_statement_stats",
            // Of a transaction, not of a session.
            "transaction_deferrable",
            "transaction_isolation",
            "transaction_read_only",
            // Megabytes of the server's own log.
            "log_min_messages",
            "debug_print_parse",
            "debug_print_plan",
            "debug_print_rewritten",
            "debug_print_raw_parse");

    /** Settings that are texts, and the sizes of time-outs, which a rule cannot choose. */
    private static final Map<String, String> CHOSEN = Map.ofEntries(
            Map.entry("DateStyle", "SQL, DMY"),
            Map.entry("TimeZone", "America/New_York"),
            Map.entry("timezone_abbreviations", "India"),
            Map.entry("client_encoding", "LATIN1"),
            Map.entry("search_path", "truth"),
            Map.entry("application_name", "nobody's"),
            Map.entry("default_text_search_config", "pg_catalog.german"),
            Map.entry("statement_timeout", "1"),
            Map.entry("lock_timeout", "1"),
            Map.entry("transaction_timeout", "1"),
            Map.entry("idle_in_transaction_session_timeout", "1"),
            Map.entry("idle_session_timeout", "1"),
            Map.entry("wal_sender_timeout", "1"),
            Map.entry("gin_fuzzy_search_limit", "1"),
            Map.entry("tcp_user_timeout", "1"),
            Map.entry("commit_delay", "0"));

    private InheritedSettings() {}

    /**
     * Sets them all.
     *
     * @param holder {@code database NAME} or {@code role NAME}
     * @param first whether of several unusual values the first is taken, or the last
     * @return their names and values
     */
    static Map<String, String> set(Connection connection, String holder, boolean first) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select name, vartype, setting, min_val, max_val, enumvals"
                        + " from pg_settings where context in ('user', 'superuser')"
                        // A plan decides how long it takes, not what comes of it.
                        + " and category not like 'Query Tuning%' order by name")) {
            while (row.next()) {
                String value = value(row, first);
                if (!EXCEPTED.contains(row.getString("name")) && value != null) {
                    values.put(row.getString("name"), value);
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : values.entrySet()) {
                statement.execute("alter " + holder + " set " + setting.getKey() + " to " + setting.getValue());
            }
        }
        return values;
    }

    private static @Nullable String value(ResultSet row, boolean first) throws SQLException {
        String chosen = CHOSEN.get(row.getString("name"));
        if (chosen != null) {
            return quoted(chosen);
        }
        return switch (row.getString("vartype")) {
            case "bool" -> row.getString("setting").equals("on") ? "off" : "on";
            case "enum" -> other(row, first);
            case "integer", "real" -> row.getString("min_val");
            default -> null;
        };
    }

    private static @Nullable String other(ResultSet row, boolean first) throws SQLException {
        String usual = row.getString("setting");
        List<String> others = Stream.of((String[]) row.getArray("enumvals").getArray())
                .filter(value -> !value.equals(usual))
                .toList();
        return others.isEmpty() ? null : quoted(others.get(first ? 0 : others.size() - 1));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
