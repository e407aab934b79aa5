package io.tidings.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is. A host is a name or an address, IPv6 with or without brackets, and can have a port of its own;
 * several, separated by commas, are the servers of one cluster, of which the primary is connected to. Whatever PostgreSQL
 * takes as the name of a database is taken here.
 *
 * @param host one host or several
 * @param port of the hosts that name none
 * @param name the database
 */
public record DatabaseAddress(String host, int port, String name) {

    private static final int PORTS = 65_536;
    private static final Pattern SERVER =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%\\w]+]|[^\\[\\]:/?#&@=\\s]+)(?::(?<port>\\d{1,5}))?");
    /** Eight groups, or fewer around a double colon. */
    private static final Pattern BARE_IPV6 =
            Pattern.compile("(?:(?:[0-9A-Fa-f]+:){7}[0-9A-Fa-f]+|[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*)(?:%\\w+)?");

    private record Server(String host, int port) {}

    /**
     * Checks what can be checked without connecting.
     *
     * @throws IllegalArgumentException with half a sentence that says what is wrong
     */
    public DatabaseAddress {
        require(!host.isBlank(), "host must not be empty");
        require(!name.isBlank(), "name must not be empty");
        require(name.chars().noneMatch(Character::isISOControl), "name must not contain control characters");
        require(isPort(port), "port must be between 1 and 65535, not " + port);
        servers(host, port);
    }

    /** The address for the JDBC driver, which decodes it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + hosts() + ":" + lastPort() + "/" + encodedName()
                + (isCluster() ? "?targetServerType=primary" : "");
    }

    /** The hosts as a URL has them, all but the last with their ports. */
    public String hosts() {
        List<Server> servers = servers(host, port);
        StringBuilder hosts = new StringBuilder();
        for (Server server : servers.subList(0, servers.size() - 1)) {
            hosts.append(server.host()).append(':').append(server.port()).append(',');
        }
        return hosts.append(servers.get(servers.size() - 1).host()).toString();
    }

    /** The port of the last host, which is the only one in most cases. */
    public int lastPort() {
        List<Server> servers = servers(host, port);
        return servers.get(servers.size() - 1).port();
    }

    /** Whether there are several hosts, of which the primary is meant. */
    public boolean isCluster() {
        return servers(host, port).size() > 1;
    }

    /** The database's name as a URL has it. */
    public String encodedName() {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static List<Server> servers(String hosts, int port) {
        List<Server> servers = new ArrayList<>();
        for (String text : hosts.split(",", -1)) {
            servers.add(server(text.strip(), port));
        }
        return servers;
    }

    private static Server server(String text, int port) {
        if (BARE_IPV6.matcher(text).matches()) {
            return new Server("[" + text + "]", port);
        }
        Matcher parts = SERVER.matcher(text);
        require(
                parts.matches() && (parts.group("port") == null || isPort(Integer.parseInt(parts.group("port")))),
                "host '" + text
                        + "' is no name or address; write a host, host:port or [IPv6]:port, several separated by"
                        + " commas");
        return new Server(
                parts.group("host"), parts.group("port") == null ? port : Integer.parseInt(parts.group("port")));
    }

    private static boolean isPort(int port) {
        return port > 0 && port < PORTS;
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Host, port and database, as messages name them. */
    @Override
    public String toString() {
        return (isCluster() || host.contains(":") ? hosts() + ":" + lastPort() : host + ":" + port) + "/" + name;
    }
}
