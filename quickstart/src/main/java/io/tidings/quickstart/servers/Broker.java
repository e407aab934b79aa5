package io.tidings.quickstart.servers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, in this process, listening on loopback only: alone, or one of a
 * {@link BrokerCluster}. Topics are not created by being used. What it holds stays in its directory, and so does its
 * address.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    static final String BROKER_PORT = "broker";
    static final String CONTROLLER_PORT = "controller";

    private final ServerDirectory directory;
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Map<String, Integer> ports;

    private Broker(
            ServerDirectory directory, KafkaRaftServer server, String bootstrapServers, Map<String, Integer> ports) {
        this.directory = directory;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.ports = ports;
    }

    /**
     * Starts a new broker in an empty directory, or the one whose data the directory holds.
     *
     * @throws ServerException if it does not start
     */
    public static Broker start(Path path) {
        return start(path, Map.of());
    }

    /**
     * As {@link #start(Path)}, with further listeners for clients that are to come through a proxy.
     *
     * @param proxies by the listener's name, in capital letters, the port that its clients are told to connect to
     * @throws ServerException if it does not start
     */
    public static Broker start(Path path, Map<String, Integer> proxies) {
        return start(path, proxies, Map.of());
    }

    /**
     * The same with settings of one's choice, such as what the listeners demand of their clients.
     *
     * @param listeners as {@code proxies}; clients of a listener with port 0 are told to connect to it itself
     * @param more the broker's settings, in place of those that hold otherwise
     * @throws ServerException if it does not start
     */
    public static Broker start(Path path, Map<String, Integer> listeners, Map<String, Object> more) {
        long begun = System.nanoTime();
        ServerDirectory directory = ServerDirectory.open(path);
        try {
            String address = ServerDirectory.LOOPBACK + ":" + directory.port(BROKER_PORT);
            int controllerPort = directory.port(CONTROLLER_PORT);
            Membership membership = Membership.in(directory, controllerPort);
            Path data = directory.resolve("data");
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(data, membership);
            }
            Map<String, Object> settings = settings(data, address, controllerPort);
            settings.putAll(membership.settings());
            Map<String, Integer> ports = new HashMap<>();
            listeners.forEach((name, advertisedPort) -> {
                int port = directory.port(name);
                ports.put(name, port);
                addListener(settings, name, port, advertisedPort == 0 ? port : advertisedPort);
            });
            settings.putAll(more);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
            server.startup();
            LOG.atInfo()
                    .addKeyValue("address", address)
                    .addKeyValue("tookMillis", Elapsed.millisSince(begun))
                    .log("Kafka started");
            return new Broker(directory, server, address, Map.copyOf(ports));
        } catch (ServerException e) {
            directory.close();
            throw e;
        } catch (Exception e) {
            directory.close();
            throw new ServerException(
                    "Kafka did not start on " + path + ": " + e.getMessage()
                            + "; if its data is damaged, start on an empty directory.",
                    e);
        }
    }

    private static void format(Path data, Membership membership) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(membership.cluster())
                .setNodeId(membership.node())
                .setControllerListenerName("CONTROLLER")
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .run();
    }

    private static void addListener(Map<String, Object> settings, String name, int port, int advertisedPort) {
        settings.merge("listeners", "," + name + "://" + ServerDirectory.LOOPBACK + ":" + port, Broker::joined);
        settings.merge(
                "advertised.listeners",
                "," + name + "://" + ServerDirectory.LOOPBACK + ":" + advertisedPort,
                Broker::joined);
        settings.merge("listener.security.protocol.map", "," + name + ":PLAINTEXT", Broker::joined);
    }

    private static String joined(Object first, Object second) {
        return first.toString() + second;
    }

    private static Map<String, Object> settings(Path data, String address, int controllerPort) {
        String controller = ServerDirectory.LOOPBACK + ":" + controllerPort;
        Map<String, Object> settings = new HashMap<>(Map.of(
                "process.roles",
                "broker,controller",
                "listeners",
                "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "advertised.listeners",
                "PLAINTEXT://" + address,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                data.toString(),
                "auto.create.topics.enable",
                false,
                "group.initial.rebalance.delay.ms",
                0));
        // One first look, or one test, has little to coordinate.
        settings.putAll(Map.of("offsets.topic.num.partitions", 3, "share.coordinator.state.topic.num.partitions", 1));
        // A killed broker's successor is let in only when this time is over; the default is 9 seconds.
        settings.put("broker.session.timeout.ms", 2500);
        settings.put("broker.heartbeat.interval.ms", 500);
        // What a killed client had begun holds readers up until it is aborted; the default is to look every 10 seconds.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", 1000);
        // The compactor's default buffer is 128 MB; a first look compacts little.
        settings.put("log.cleaner.dedupe.buffer.size", 8 * 1024 * 1024);
        return settings;
    }

    /** The address for {@code bootstrap.servers}, the same after a restart. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The ports of the further listeners by their names, the same after a restart. */
    public Map<String, Integer> ports() {
        return ports;
    }

    /** Stops the broker in good order; gives up after 20 seconds. */
    @Override
    public void close() {
        Thread stopping = new Thread(server::shutdown, "broker-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.atWarn()
                    .addKeyValue("limitSeconds", STOP_LIMIT.toSeconds())
                    .log("Kafka is still stopping and is left to itself");
            return;
        }
        directory.close();
    }
}
