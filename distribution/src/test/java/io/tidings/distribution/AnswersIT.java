package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** {@code deploy/bin/answers}, which Compose asks for an application's health. */
class AnswersIT {

    @Test
    void onlyOkIsHealthy() throws Exception {
        assertThat(exitCode(200)).isZero();
        assertThat(exitCode(503)).isPositive();
        assertThat(exitCode(404)).isPositive();
    }

    @Test
    void nobodyThereIsNotHealthy() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(exitCodeAt(port)).isPositive();
    }

    private static int exitCode(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/livez", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return exitCodeAt(server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private static int exitCodeAt(int port) throws IOException, InterruptedException {
        return new ProcessBuilder("target/app/answers", String.valueOf(port), "/livez")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
