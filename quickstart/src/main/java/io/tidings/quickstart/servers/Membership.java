package io.tidings.quickstart.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A broker's place in its cluster. What all its brokers keep for themselves, such as offsets of groups, is on three of them,
 * if there are so many, and may be written while one of those is away.
 *
 * @param cluster its id
 * @param node this broker's number, from 1
 * @param controllers the ports of all nodes' controllers, in the order of their numbers
 */
record Membership(String cluster, int node, List<Integer> controllers) {
    private static final String FILE = "membership";
    private static final int MOST_COPIES = 3;

    Membership {
        controllers = List.copyOf(controllers);
    }

    /** What the directory says, or that the broker is alone. */
    static Membership in(ServerDirectory directory, int controllerPort) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return new Membership(Uuid.randomUuid().toString(), 1, List.of(controllerPort));
        }
        List<String> lines = Files.readAllLines(file);
        return new Membership(
                lines.get(0),
                Integer.parseInt(lines.get(1)),
                lines.stream().skip(2).map(Integer::valueOf).toList());
    }

    void write(Path directory) {
        String ports = controllers.stream().map(port -> port + "\n").collect(Collectors.joining());
        try {
            Files.writeString(directory.resolve(FILE), cluster + "\n" + node + "\n" + ports);
        } catch (IOException e) {
            throw new ServerException("The directory " + directory + " cannot be written: free some space.", e);
        }
    }

    Map<String, Object> settings() {
        int copies = Math.min(MOST_COPIES, controllers.size());
        int inSync = Math.max(1, copies - 1);
        return Map.ofEntries(
                Map.entry("node.id", node),
                Map.entry("controller.quorum.voters", voters()),
                Map.entry("default.replication.factor", copies),
                Map.entry("min.insync.replicas", inSync),
                Map.entry("offsets.topic.replication.factor", (short) copies),
                Map.entry("transaction.state.log.num.partitions", controllers.size()),
                Map.entry("transaction.state.log.replication.factor", (short) copies),
                Map.entry("transaction.state.log.min.isr", inSync),
                Map.entry("share.coordinator.state.topic.replication.factor", (short) copies),
                Map.entry("share.coordinator.state.topic.min.isr", (short) inSync));
    }

    private String voters() {
        return IntStream.rangeClosed(1, controllers.size())
                .mapToObj(number -> number + "@" + ServerDirectory.LOOPBACK + ":" + controllers.get(number - 1))
                .collect(Collectors.joining(","));
    }
}
