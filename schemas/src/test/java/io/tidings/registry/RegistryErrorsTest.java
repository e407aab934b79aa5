package io.tidings.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryErrorsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error_code\":401,\"message\":\"Unauthorized\"} | 401 | check the registry's user and password",
                "401 | <html>log in</html> | 401 | check the registry's user and password",
                "403 | {\"error_code\":40301,\"message\":\"no\"} | 40301 | ask for this permission",
                "404 | '' | 404 | check that the URL is the base of the registry's Confluent-compatible API",
                "409 | {\"error_code\":409,\"message\":\"y has no default\"} | 409 | change the schema",
                "422 | {\"error_code\":42201,\"message\":\"not Avro\"} | 42201 | correct the schema",
                "302 | '' | 302 | check that the URL is that of a schema registry",
                "200 | <html>hello</html> | 0 | check that the URL is the base",
                "200 | {} | 200 | without a usable 'id'",
            })
    void aRefusalNamesUrlAndRemedy(int status, String body, int errorCode, String remedy) throws IOException {
        try (ScriptedRegistry registry = new ScriptedRegistry().willAnswer(status, body)) {
            RegistryRefused refused = catchThrowableOfType(
                    RegistryRefused.class, () -> client(registry.url()).register("a-value", "x"));
            assertThat(refused)
                    .hasMessageContaining(registry.url().toString())
                    .hasMessageContaining("registering a-value")
                    .hasMessageContaining(remedy);
            assertThat(refused.errorCode()).isEqualTo(errorCode);
        }
    }

    @Test
    void theRegistrysOwnWordsAreKept() throws IOException {
        try (ScriptedRegistry registry =
                new ScriptedRegistry().willAnswer(409, "{\"error_code\":409,\"message\":\"y has no default\"}")) {
            assertThatThrownBy(() -> client(registry.url()).register("a-value", "x"))
                    .hasMessage("The schema registry at " + registry.url() + ": registering a-value was refused "
                            + "(409, y has no default); change the schema so that it is compatible, "
                            + "or the subject's compatibility.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void troubleOfTheRegistryIsWorthAnotherTry(int status) throws IOException {
        try (ScriptedRegistry registry =
                new ScriptedRegistry().willAnswer(status, "{\"error_code\":50001,\"message\":\"store\"}")) {
            assertThatThrownBy(() -> client(registry.url()).register("a-value", "x"))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("failed (50001, store); try again");
        }
    }

    @Test
    void anUnreachableRegistryIsWorthAnotherTry() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + closedPort());
        assertThatThrownBy(() -> client(nobody).byId(1))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessage("The schema registry at " + nobody
                        + " cannot be reached for reading schema 1; start it or correct the URL.");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsWaitedForNoLongerThanAllowed() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            RegistrySettings settings =
                    new RegistrySettings(url, Optional.empty(), Optional.empty(), LONG, SHORT, Layout.SELF_CONTAINED);
            assertThatThrownBy(() -> new RegistryClient(settings).byId(1))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void aConnectionThatBreaksIsReplacedOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> breakOnceThenAnswer(server));
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            assertThat(client(url).register("a-value", "x")).isEqualTo(7);
            served.get(10, TimeUnit.SECONDS);
        }
    }

    private static void breakOnceThenAnswer(ServerSocket server) {
        try {
            try (Socket broken = server.accept()) {
                assertThat(broken.getInputStream().read()).isEqualTo('P');
            }
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('P');
                String answer = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":7}";
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                connection.shutdownOutput();
                connection.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegistryClient client(URI url) {
        return new RegistryClient(RegistrySettings.of(url));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
