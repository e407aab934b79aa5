package io.tidings.quickstart.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers. A port that the system gives for the asking is one that it gives to the next program as well, or
 * to a connection that leaves, as soon as it is closed; so servers get theirs from below those, and each one once.
 */
public final class LoopbackPorts {

    private static final int FIRST = 20_000;
    /** Where Linux begins to take the ports of leaving connections from. */
    private static final int END = 32_768;

    private static final int ATTEMPTS = 1000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPorts() {}

    /**
     * A port that nobody listens at, and that no other call in this process has given.
     *
     * @throws IOException when there is none
     */
    public static int free() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try {
                requireFree(port);
                if (GIVEN.add(port)) {
                    return port;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Looks whether nobody listens at a port.
     *
     * @throws IOException when somebody does
     */
    static void requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
