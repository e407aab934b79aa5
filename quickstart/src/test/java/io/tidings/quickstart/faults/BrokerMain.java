package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A broker in a process of its own, to be killed. Ends when its standard input does. */
final class BrokerMain {
    private BrokerMain() {}

    /** Its directory, the file that tells the addresses once it runs, and the ports of the two proxies. */
    public static void main(String[] arguments) throws IOException {
        Broker broker = Broker.start(
                Path.of(arguments[0]),
                Map.of("CAPTURE", Integer.valueOf(arguments[2]), "ENRICHER", Integer.valueOf(arguments[3])));
        Path ready = Path.of(arguments[1]);
        Path draft = Files.writeString(
                ready.resolveSibling("draft"),
                broker.bootstrapServers() + " " + broker.ports().get("CAPTURE") + " "
                        + broker.ports().get("ENRICHER"));
        Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        Runtime.getRuntime().halt(0);
    }
}
