package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** A broker in a process of its own, to be killed or, by SIGTERM, stopped. Ends when its standard input does. */
final class BrokerMain {
    /** In place of what the quickstart has to be quick: from when on a silent broker is taken for gone. */
    private static final Map<String, Object> KAFKAS_DEFAULTS =
            Map.of("broker.session.timeout.ms", 9_000, "broker.heartbeat.interval.ms", 2_000);

    private BrokerMain() {}

    /**
     * Its directory, the file that tells the addresses once it runs, and for each further listener its name and the port
     * of the proxy before it.
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Integer> proxies = new TreeMap<>();
        for (int next = 2; next < arguments.length; next += 2) {
            proxies.put(arguments[next], Integer.valueOf(arguments[next + 1]));
        }
        Broker broker = Broker.start(Path.of(arguments[0]), proxies, KAFKAS_DEFAULTS);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        StringBuilder addresses = new StringBuilder(broker.bootstrapServers());
        proxies.keySet()
                .forEach(name -> addresses.append(' ').append(broker.ports().get(name)));
        Path ready = Path.of(arguments[1]);
        Path draft = Files.writeString(ready.resolveSibling("draft"), addresses);
        Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        Runtime.getRuntime().halt(0);
    }
}
