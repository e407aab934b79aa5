package io.tidings.capture;

import io.tidings.database.DatabaseAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The engine's properties that say where the database is. Debezium 3.6 makes the driver's URL of them by itself, as
 * {@code jdbc:postgresql://hostname:port/dbname}, with the names as they are, which the driver then decodes; and it compares
 * {@code dbname} with what the server says. It takes only one plain name for a host. What is put under {@code driver.} goes
 * into the URL unseen and outranks the rest.
 */
final class EngineAddress {

    /** What the driver reads otherwise than it stands in a URL. */
    private static final Pattern NEEDS_CODE = Pattern.compile("[?%+/]");

    private static final String STAND_IN = "localhost";
    private static final String PLAIN_HOST = "[A-Za-z0-9_.-]+";

    private EngineAddress() {}

    /** Half a sentence that says why Debezium cannot connect to it, if so. */
    static Optional<String> problem(DatabaseAddress address) {
        String name = address.name();
        return name.contains("${")
                        || name.contains("=") && NEEDS_CODE.matcher(name).find()
                ? Optional.of(
                        "name '" + name + "' is one that Debezium cannot connect to: it has ${, or = beside one of"
                                + " ? % + /; rename the database")
                : Optional.empty();
    }

    static Map<String, String> of(DatabaseAddress address) {
        Map<String, String> properties = new LinkedHashMap<>();
        String hosts = address.hosts();
        properties.put("database.hostname", hosts.matches(PLAIN_HOST) ? hosts : STAND_IN);
        properties.put("database.port", String.valueOf(address.lastPort()));
        properties.put("database.dbname", address.name());
        if (NEEDS_CODE.matcher(address.name()).find()) {
            // Behind the question mark stands the rest of Debezium's URL, which the driver takes for a setting that it
            // does not know.
            properties.put("driver.hostname", hosts + ":" + address.lastPort() + "/" + address.encodedName() + "?");
        } else if (!hosts.matches(PLAIN_HOST)) {
            properties.put("driver.hostname", hosts);
        }
        if (address.isCluster()) {
            properties.put("driver.targetServerType", "primary");
        }
        return properties;
    }
}
