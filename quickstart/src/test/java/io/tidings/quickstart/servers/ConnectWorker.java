package io.tidings.quickstart.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/**
 * A cluster of one Kafka Connect worker, in this process: distributed mode, exactly-once support for sources, Debezium's
 * published plugin with the capture's jar beside it in its directory.
 */
public final class ConnectWorker implements AutoCloseable {
    private static final Path PLUGINS = Path.of("target", "connect");
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connect<DistributedHerder> connect;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private ConnectWorker(Connect<DistributedHerder> connect) {
        this.connect = connect;
        this.address = connect.rest().serverUrl();
    }

    /** Starts the worker; one that was closed before on the same Kafka is continued. */
    public static ConnectWorker start(String bootstrapServers) {
        return new ConnectWorker(new ConnectDistributed().startConnect(settings(bootstrapServers)));
    }

    private static Map<String, String> settings(String bootstrapServers) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", "connect",
                "listeners", "http://127.0.0.1:0",
                "plugin.path", PLUGINS.toAbsolutePath().toString(),
                "plugin.discovery", "service_load",
                "exactly.once.source.support", "enabled",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "config.providers", "directory",
                "config.providers.directory.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider"));
        for (String topic : new String[] {"config", "offset", "status"}) {
            settings.put(topic + ".storage.topic", "connect." + topic);
            settings.put(topic + ".storage.replication.factor", "1");
        }
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.partitions", "1");
        // Otherwise a worker that comes back waits five minutes for its connectors.
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        return settings;
    }

    /** Posts a connector as its file has it, and waits until its task runs. */
    public void create(JsonNode connector) throws Exception {
        String name = connector.path("name").asText();
        await(
                () -> send(request("connectors")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(connector.toString()))),
                response -> response.statusCode() == 201);
        awaitRunning(name);
    }

    /** Waits until the connector's task runs. */
    public void awaitRunning(String name) throws Exception {
        awaitStatus(name, status -> status.at("/tasks/0/state").asText().equals("RUNNING"));
    }

    /** Stops the connector's task. */
    public void stop(String name) throws Exception {
        send(request("connectors/" + name + "/stop").PUT(BodyPublishers.noBody()));
        awaitStatus(
                name,
                status -> status.at("/connector/state").asText().equals("STOPPED")
                        && status.path("tasks").isEmpty());
    }

    /** Starts it again. */
    public void resume(String name) throws Exception {
        send(request("connectors/" + name + "/resume").PUT(BodyPublishers.noBody()));
        awaitRunning(name);
    }

    private void awaitStatus(String name, Predicate<JsonNode> condition) throws Exception {
        await(() -> send(request("connectors/" + name + "/status").GET()), response -> {
            JsonNode status = json(response.body());
            if (status.at("/tasks/0/state").asText().equals("FAILED")) {
                throw new AssertionError(status.at("/tasks/0/trace").asText());
            }
            return condition.test(status);
        });
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve("/" + path)).timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private interface Call {
        HttpResponse<String> answer() throws IOException, InterruptedException;
    }

    /** A worker that finds its place in the cluster answers that it has none yet. */
    private static void await(Call call, Predicate<HttpResponse<String>> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        HttpResponse<String> response = call.answer();
        while (!condition.test(response)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(response + " " + response.body());
            }
            TimeUnit.MILLISECONDS.sleep(100);
            response = call.answer();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
