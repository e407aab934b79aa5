package io.tidings.quickstart.faults;

import io.tidings.quickstart.servers.BrokerCluster;
import io.tidings.quickstart.servers.Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All brokers of a plant: one behind proxies, or a cluster whose clients come to it directly. */
final class Brokers implements AutoCloseable {

    private final List<BrokerProcess> all;

    private Brokers(List<BrokerProcess> all) {
        this.all = List.copyOf(all);
    }

    /** One, with a listener for each proxy. */
    static Brokers alone(Path directory, Map<String, Proxy> proxies) throws IOException {
        return new Brokers(List.of(new BrokerProcess(directory.resolve("broker-1"), new TreeMap<>(proxies))));
    }

    /** Several; topics have three copies and take records while one of these is away. */
    static Brokers cluster(Path directory, int count) throws IOException {
        List<BrokerProcess> brokers = new ArrayList<>();
        for (Path each : BrokerCluster.layOut(directory, count).directories()) {
            brokers.add(new BrokerProcess(each, new TreeMap<>()));
        }
        return new Brokers(brokers);
    }

    /** In the order of their nodes, which count from 1. */
    List<BrokerProcess> all() {
        return all;
    }

    BrokerProcess node(int id) {
        return all.get(id - 1);
    }

    /** Starts them at once, and waits until all are ready. */
    void start() throws Exception {
        start(all);
    }

    /** The same, of some of them. */
    static void start(List<BrokerProcess> some) throws Exception {
        for (BrokerProcess broker : some) {
            broker.launch();
        }
        for (BrokerProcess broker : some) {
            broker.awaitReady();
        }
    }

    /** Starts those that have ended. */
    void restore() throws Exception {
        start(all.stream().filter(broker -> !broker.isAlive()).toList());
    }

    void kill() throws InterruptedException {
        for (BrokerProcess broker : all) {
            broker.kill();
        }
    }

    /** For clients that no proxy stands before. */
    String bootstrapServers() {
        return all.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
    }

    @Override
    public void close() throws Exception {
        for (BrokerProcess broker : all) {
            broker.close();
        }
    }
}
