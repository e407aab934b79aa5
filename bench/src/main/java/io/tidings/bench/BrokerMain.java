package io.tidings.bench;

import io.tidings.quickstart.servers.Broker;
import java.io.IOException;
import java.nio.file.Path;

/** A broker as a process of its own, so that its work does not count as the enricher's. */
final class BrokerMain {
    private BrokerMain() {}

    /** Runs in the directory that is named, prints the address, and ends when standard input does. */
    public static void main(String[] arguments) throws IOException {
        try (Broker broker = Broker.start(Path.of(arguments[0]))) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }
}
