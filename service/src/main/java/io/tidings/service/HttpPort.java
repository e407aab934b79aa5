package io.tidings.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD for a few pages, and nothing else. */
final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;

    /** What a page says now. */
    record Page(int status, String type, String text) {
        static Page text(int status, String text) {
            return new Page(status, TEXT, text);
        }
    }

    private HttpPort(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the port.
     *
     * @param setting the setting that names the port, for the message
     * @throws Refusal when it cannot be opened
     */
    static HttpPort open(InetSocketAddress address, String setting, Map<String, Supplier<Page>> pages) {
        // Seconds: who does not finish asking, or does not read the answer, gives the thread back.
        limit("sun.net.httpserver.maxReqTime", 5);
        limit("sun.net.httpserver.maxRspTime", 10);
        try {
            HttpServer server = HttpServer.create(address, BACKLOG);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "http");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, pages));
            server.start();
            return new HttpPort(server, threads);
        } catch (IOException e) {
            throw new Refusal(
                    "The port " + address.getHostString() + ":" + address.getPort()
                            + " for health and metrics cannot be opened: " + e.getMessage()
                            + ". Correct http.address or " + setting + "; 0 opens none.",
                    e);
        }
    }

    private static void limit(String property, int seconds) {
        System.setProperty(property, System.getProperty(property, String.valueOf(seconds)));
    }

    private static void answer(HttpExchange exchange, Map<String, Supplier<Page>> pages) throws IOException {
        try (exchange) {
            Page page = page(exchange, pages);
            byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(page.status(), head || body.length == 0 ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Page page(HttpExchange exchange, Map<String, Supplier<Page>> pages) {
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Page.text(405, "Only GET and HEAD.\n");
        }
        Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            return Page.text(404, String.join("\n", pages.keySet()) + "\n");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("path", exchange.getRequestURI().getPath())
                    .setCause(e)
                    .log("A page could not be made");
            return Page.text(500, "This page could not be made; the log says why.\n");
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
