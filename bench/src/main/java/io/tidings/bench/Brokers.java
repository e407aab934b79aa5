package io.tidings.bench;

import io.tidings.quickstart.servers.BrokerCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How many brokers a scenario runs beside, and how far away they are. */
final class Brokers {
    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "One, or a cluster in which each topic has as many copies, at most three, one of which may be"
                    + " missing (default: 1).")
    private int count = 1;

    @Option(
            names = "--latency",
            paramLabel = "MILLIS",
            description = "How much longer each request to a broker takes, as in another data centre (default: 0).")
    private int latencyMillis;

    /** Each in a process of its own. */
    record Started(List<BrokerProcess> processes, String bootstrapServers) implements AutoCloseable {
        private static final int MOST_COPIES = 3;

        int copies() {
            return Math.min(MOST_COPIES, processes.size());
        }

        @Override
        public void close() throws IOException, InterruptedException {
            for (BrokerProcess process : processes) {
                process.close();
            }
        }
    }

    /** Waits until all run. */
    Started start(Path directory) throws IOException {
        List<Path> directories = count == 1
                ? List.of(directory)
                : BrokerCluster.layOut(directory, count).directories();
        List<BrokerProcess> processes = new ArrayList<>();
        for (Path each : directories) {
            processes.add(BrokerProcess.launch(each, Duration.ofMillis(latencyMillis)));
        }
        List<String> addresses = new ArrayList<>();
        for (BrokerProcess process : processes) {
            addresses.add(process.address());
        }
        return new Started(List.copyOf(processes), String.join(",", addresses));
    }
}
