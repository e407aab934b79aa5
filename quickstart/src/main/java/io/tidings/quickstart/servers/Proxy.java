package io.tidings.quickstart.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy in front of one server, which can hold back, delay, slow down and break what it carries. */
public final class Proxy implements AutoCloseable {

    private static final int PIECE = 512;
    private static final long MILLIS_PER_PIECE = 5;
    private static final int BUFFER = 64 * 1024;

    private enum Flow {
        FREE,
        SLOW,
        STALLED
    }

    /** A connection from a client, and the one to the server that belongs to it. */
    private record Link(Socket client, Socket server) {

        void close(boolean abruptly) {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    // Without lingering the other side sees a reset, not an end.
                    socket.setSoLinger(abruptly, 0);
                    socket.close();
                } catch (IOException e) {
                    // It is closed already.
                }
            }
        }
    }

    private final ServerSocket entrance;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile Duration latency = Duration.ZERO;
    private Flow flow = Flow.FREE;

    private Proxy(ServerSocket entrance) {
        this.entrance = entrance;
    }

    /**
     * Listens at a port of its own; breaks every connection until it is told where they lead.
     *
     * @throws IOException when there is no port
     */
    public static Proxy open() throws IOException {
        Proxy proxy = new Proxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        start("accept", proxy::accept);
        return proxy;
    }

    /** Where clients connect. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** New connections lead to this port from now on. */
    public void leadTo(int port) {
        target = port;
    }

    /** Carries nothing on, in either direction, but keeps all connections and takes new ones. */
    public void stall() {
        flow(Flow.STALLED);
    }

    /** Carries some hundred kilobytes a second and connection. */
    public void slow() {
        flow(Flow.SLOW);
    }

    /** Carries everything on as it comes, or after the latency. */
    public void free() {
        flow(Flow.FREE);
    }

    /**
     * Delivers what clients send so much later than it came, in its order, and however much it is; what the server answers
     * is not delayed. So each request takes that much longer.
     */
    public void delay(Duration each) {
        latency = each;
    }

    /** Breaks every connection; new ones are welcome. */
    public void reset() {
        links.forEach(link -> link.close(true));
    }

    private synchronized void flow(Flow next) {
        flow = next;
        notifyAll();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                start("link", () -> connect(client));
            } catch (IOException e) {
                // A client that has gone again, or the proxy is being closed.
            }
        }
    }

    private void connect(Socket client) {
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            link.server().setTcpNoDelay(true);
            links.add(link);
            Delayed requests = new Delayed();
            start("delay", () -> receive(link, requests));
            start("upstream", () -> deliver(link, requests));
            answer(link);
        } catch (IOException e) {
            // The server does not run; its client learns it as it would without a proxy.
            new Link(client, client).close(true);
        }
    }

    private void receive(Link link, Delayed requests) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = link.client().getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                requests.add(buffer, read, latency);
            }
        } catch (IOException e) {
            // The client has ended; what it sent last has no reader any more.
        } finally {
            requests.end();
        }
    }

    private void deliver(Link link, Delayed requests) {
        try (OutputStream out = link.server().getOutputStream()) {
            for (byte[] next = requests.next(); next.length > 0; next = requests.next()) {
                carry(next, next.length, out);
            }
        } catch (IOException e) {
            // One side has ended; so does the other.
        } finally {
            requests.end();
            end(link);
        }
    }

    private void answer(Link link) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = link.server().getInputStream();
                OutputStream out = link.client().getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                carry(buffer, read, out);
            }
        } catch (IOException e) {
            // One side has ended; so does the other.
        } finally {
            end(link);
        }
    }

    private void end(Link link) {
        links.remove(link);
        link.close(false);
    }

    private void carry(byte[] bytes, int length, OutputStream out) throws IOException {
        for (int done = 0; done < length; ) {
            int piece = Math.min(length - done, pieceAllowed());
            out.write(bytes, done, piece);
            done += piece;
        }
    }

    private synchronized int pieceAllowed() throws IOException {
        try {
            while (flow == Flow.STALLED) {
                wait();
            }
            if (flow == Flow.SLOW) {
                // Ends early when the flow changes, which is as well.
                wait(MILLIS_PER_PIECE);
                return PIECE;
            }
            return Integer.MAX_VALUE;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        free();
        reset();
    }
}
