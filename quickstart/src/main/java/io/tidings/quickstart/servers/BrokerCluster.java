package io.tidings.quickstart.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A cluster of brokers on this machine, laid out before any of them starts: each has a directory, which tells {@link Broker}
 * its node, its ports and those of the others. They start in this process or in others, all at once: none is ready before
 * most of them run.
 *
 * @param directories one of each broker, in the order of their nodes, which count from 1
 * @param bootstrapServers the addresses of all of them
 */
public record BrokerCluster(List<Path> directories, String bootstrapServers) {

    /** Copies the lists. */
    public BrokerCluster {
        directories = List.copyOf(directories);
    }

    /**
     * Chooses the ports, and writes into each broker's directory what it has to know.
     *
     * @param directory an empty one
     * @throws ServerException when it cannot be written
     */
    public static BrokerCluster layOut(Path directory, int brokers) {
        List<Path> directories = IntStream.rangeClosed(1, brokers)
                .mapToObj(node -> directory.resolve("broker-" + node))
                .toList();
        List<Integer> controllers = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (Path each : directories) {
            try (ServerDirectory opened = ServerDirectory.open(each)) {
                controllers.add(opened.port(Broker.CONTROLLER_PORT));
                addresses.add(ServerDirectory.LOOPBACK + ":" + opened.port(Broker.BROKER_PORT));
            }
        }
        String cluster = Uuid.randomUuid().toString();
        for (int node = 1; node <= brokers; node++) {
            new Membership(cluster, node, controllers).write(directories.get(node - 1));
        }
        return new BrokerCluster(directories, addresses.stream().collect(Collectors.joining(",")));
    }
}
