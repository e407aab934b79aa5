package io.tidings.capture;

import io.tidings.database.DatabaseAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The engine's properties that say where the database is. Debezium 3.6 makes the driver's URL of them by itself, as
 * {@code jdbc:postgresql://hostname:port/dbname}, with the database's name as it is, which the driver then decodes; and it
 * compares the name with what the server says, so that a coded one does not help. For a host it takes one plain name.
 */
final class EngineAddress {

    /** What the driver reads otherwise than it stands in a URL, and what Debezium replaces. */
    private static final Pattern READ_OTHERWISE = Pattern.compile("[?%+/]|\\$\\{");

    private static final String PLAIN_HOST = "[A-Za-z0-9_.-]+";

    private EngineAddress() {}

    /** Half a sentence that says why Debezium cannot connect to it, if so. */
    static Optional<String> problem(DatabaseAddress address) {
        if (READ_OTHERWISE.matcher(address.name()).find()) {
            return Optional.of(
                    "name '" + address.name() + "' has one of ? % + / or ${, with which Debezium does not find"
                            + " a database; rename the database");
        }
        if (!address.hosts().matches(PLAIN_HOST)) {
            return Optional.of(
                    "host '" + address.host() + "' is an IPv6 address or several hosts, which Debezium does not"
                            + " take; give one name that leads there, in the DNS or in /etc/hosts");
        }
        return Optional.empty();
    }

    static Map<String, String> of(DatabaseAddress address) {
        return Map.of(
                "database.hostname",
                address.hosts(),
                "database.port",
                String.valueOf(address.lastPort()),
                "database.dbname",
                address.name());
    }
}
