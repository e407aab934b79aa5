package io.tidings.database;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a session must not inherit from the server's configuration, its database or its role: everything that changes how a
 * value is written, that changes what a statement means, or that ends a session or a statement which only takes its time.
 * The settings are part of the connection's first message, so that they hold before anything else is done, for the
 * replication protocol too, and outrank what {@code alter database} and {@code alter role} have set.
 *
 * <p>Not among them: what only a superuser may set, because the capture's role is none; what concerns plans, memory and the
 * server's log; {@code role} and {@code session_authorization}, which decide about rights and not about values.
 */
public final class SessionSettings {

    /** Which rows and values are seen, and how a value is written. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("bytea_output", "hex"),
            Map.entry("client_encoding", "UTF8"),
            Map.entry("datestyle", "ISO,MDY"),
            Map.entry("intervalstyle", "postgres"),
            Map.entry("timezone", "UTC"),
            // The shortest text that reads as the same number.
            Map.entry("extra_float_digits", "1"),
            Map.entry("lc_monetary", "C"),
            Map.entry("lc_numeric", "C"),
            Map.entry("lc_time", "C"),
            Map.entry("xmlbinary", "base64"),
            Map.entry("xmloption", "content"),
            // A row that a policy hides is an error, never silence.
            Map.entry("row_security", "off"),
            // With a limit, an index of type GIN gives a random part of what matches.
            Map.entry("gin_fuzzy_search_limit", "0"));

    /** What our statements, Debezium's and the driver's mean, and the names of types and tables in what they give. */
    private static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("search_path", "public"),
            Map.entry("quote_all_identifiers", "off"),
            Map.entry("standard_conforming_strings", "on"),
            Map.entry("backslash_quote", "safe_encoding"),
            Map.entry("array_nulls", "on"),
            Map.entry("transform_null_equals", "off"),
            Map.entry("default_transaction_isolation", "read\\ committed"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("default_transaction_deferrable", "off"),
            // A heartbeat must not wait for a standby server that is away.
            Map.entry("synchronous_commit", "local"),
            // Messages of the server would come between the changes.
            Map.entry("client_min_messages", "warning"));

    /** What ends a session or a statement; whatever waits has a limit of its own. */
    private static final Map<String, String> LIMITS = Map.ofEntries(
            Map.entry("statement_timeout", "0"),
            Map.entry("lock_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("idle_session_timeout", "0"),
            Map.entry("wal_sender_timeout", "60s"),
            Map.entry("tcp_user_timeout", "0"),
            Map.entry("exit_on_error", "off"));

    /** The first version that knows {@code transaction_timeout}; an older one refuses a session that names it. */
    static final int LIMITS_TRANSACTIONS = 17;

    private SessionSettings() {}

    /**
     * The driver's property {@code options} for a server that was connected to before; of one that was not, for all versions
     * that are supported.
     */
    public static String options(DatabaseAddress address) {
        return options(DatabaseSession.version(address).orElse(0));
    }

    static String options(int version) {
        Map<String, String> all = new TreeMap<>(VALUES);
        all.putAll(STATEMENTS);
        all.putAll(LIMITS);
        if (version >= LIMITS_TRANSACTIONS) {
            all.put("transaction_timeout", "0");
        }
        return all.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
