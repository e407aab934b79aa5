package io.tidings.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Gives every schema an id, which is all that an enricher asks of a registry, once, before it reads. */
final class RegistryStandIn implements AutoCloseable {
    private final HttpServer server;

    private RegistryStandIn(HttpServer server) {
        this.server = server;
    }

    static RegistryStandIn start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", RegistryStandIn::answer);
        server.start();
        return new RegistryStandIn(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        // What is registered or looked up is below /subjects/, and comes first.
        String[] path = exchange.getRequestURI().getPath().split("/");
        byte[] body = ("{\"subject\": \"" + path[path.length > 2 ? 2 : 0] + "\", \"id\": 1, \"version\": 1}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
