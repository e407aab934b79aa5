package io.tidings.bench;

import io.tidings.quickstart.servers.Broker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A broker as a process of its own, so that its work does not count as the enricher's. */
final class BrokerMain {
    private static final String PROXIED = "PROXIED";

    private BrokerMain() {}

    /**
     * Runs in the directory that is named, prints the address, and ends when standard input does. With the port of a proxy
     * clients that come through it are told to stay there; where it has to lead is printed, too.
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Integer> proxies = arguments.length > 1 ? Map.of(PROXIED, Integer.valueOf(arguments[1])) : Map.of();
        try (Broker broker = Broker.start(Path.of(arguments[0]), proxies)) {
            System.out.println(broker.bootstrapServers());
            if (!proxies.isEmpty()) {
                System.out.println(broker.ports().get(PROXIED));
            }
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }
}
