package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Takes traces by OTLP over HTTP; a text stands in protobuf as it is, so that spans can be counted by their name. */
final class Collector implements AutoCloseable {
    private static final Pattern SPAN = Pattern.compile("tidings transaction");

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until so many spans have come, and no more. */
    void await(long spans, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (spans() < spans && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(spans()).isEqualTo(spans);
        assertThat(bodies).allMatch(body -> body.contains("tidings-enricher") && body.contains("tidings.position"));
    }

    private long spans() {
        return bodies.stream()
                .mapToLong(body -> SPAN.matcher(body).results().count())
                .sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
