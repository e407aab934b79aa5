package io.tidings.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Problems;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceIT {
    private int port;
    private Service service;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    private static Service service(int port) {
        Map<String, String> settings = Map.of(Setting.CAPTURE_HTTP_PORT.key(), String.valueOf(port));
        Configuration configuration = Configuration.read(Optional.empty(), Map.of(), settings, new Problems());
        return Service.start(configuration, Setting.CAPTURE_HTTP_PORT);
    }

    @BeforeEach
    void open() throws IOException {
        port = freePort();
        service = service(port);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ask("GET", path);
    }

    private static void await(CountDownLatch looked) throws InterruptedException {
        assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itLivesAndIsNotReadyWhileItStarts() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("[-] start: It starts.\n");
        assertThat(get("/metrics").body()).contains("tidings_ready 0.0");
    }

    @Test
    void itIsReadyWhenEveryCheckPasses() throws Exception {
        CountDownLatch looked = new CountDownLatch(4);
        AtomicReference<Check> slot = new AtomicReference<>(Check.fails("slot", "Nothing streams."));
        service.ready("kafka", () -> {
            looked.countDown();
            return List.of(Check.passes("kafka", "1 broker answers."));
        });
        service.ready("slot", () -> {
            looked.countDown();
            return List.of(slot.get());
        });
        await(looked);
        assertThat(get("/readyz").body()).isEqualTo("[+] kafka: 1 broker answers.\n[-] slot: Nothing streams.\n");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/metrics").body())
                .contains("tidings_check{check=\"slot\"} 0.0", "tidings_check{check=\"kafka\"} 1.0");
        slot.set(Check.passes("slot", "It streams."));
        CountDownLatch again = new CountDownLatch(2);
        service.ready("slot", () -> {
            again.countDown();
            return List.of(slot.get());
        });
        await(again);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("tidings_ready 1.0");
    }

    @Test
    void whatCannotBeLookedAtFailsItsCheckAndNoOther() throws Exception {
        CountDownLatch looked = new CountDownLatch(2);
        service.ready("database", () -> {
            looked.countDown();
            throw new IOException("No route.\nDetails.");
        });
        await(looked);
        assertThat(get("/readyz").body()).isEqualTo("[-] database: No route.\n");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void aKafkaThatDoesNotAnswerFailsItsCheckWithASentence() throws Exception {
        try (KafkaLook look = new KafkaLook(Map.of("bootstrap.servers", "127.0.0.1:1"), List::of)) {
            assertThat(look.checks())
                    .containsExactly(Check.fails(
                            "kafka",
                            "Kafka does not answer within 9 s; see that it runs and can be reached from here."));
        }
    }

    @Test
    void aStuckLoopFailsLiveness() throws Exception {
        service.alive(() -> Check.passes("one", "It goes round."));
        assertThat(get("/livez").body()).isEqualTo("[+] one: It goes round.\n");
        service.alive(() -> Check.fails("two", "It does not."));
        assertThat(get("/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAreInTheTextFormatOfPrometheus() throws Exception {
        Counter.builder("tidings.test")
                .description("A test.")
                .register(service.metrics())
                .increment(3);
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains(
                        "# HELP tidings_test_total A test.\n# TYPE tidings_test_total counter\ntidings_test_total 3.0\n")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void itAnswersNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/../livez/").statusCode()).isEqualTo(404);
        assertThat(ask("HEAD", "/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingCanBeChangedThroughIt() throws Exception {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "RESTART")) {
            for (String path : List.of("/livez", "/readyz", "/metrics", "/")) {
                HttpResponse<String> answer = ask(method, path);
                assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(405);
                assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> service(port))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The port 127.0.0.1:" + port + " for health and metrics cannot be opened: Address already in"
                                + " use. Correct http.address or capture.http-port; 0 opens none.");
    }
}
