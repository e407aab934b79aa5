package io.tidings.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidings.problem.Causes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Carries requests to one registry and its answers back, and puts failures into one sentence each. */
final class Connection {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings settings;
    private final HttpClient client;

    Connection(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.connectTimeout());
        settings.ca().map(Trust::in).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Asks the registry.
     *
     * @param doing the request in a reader's words, such as "registering orders-value"
     */
    Answer ask(String doing, String method, String path, Optional<JsonNode> body) {
        HttpResponse<String> response = send(doing, request(method, path, body));
        return new Answer(settings.url(), doing, response.statusCode(), json(doing, response));
    }

    private HttpRequest request(String method, String path, Optional<JsonNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + path))
                .timeout(settings.requestTimeout())
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE)
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElseGet(BodyPublishers::noBody));
        settings.credentials().ifPresent(credentials -> request.header("Authorization", credentials.header()));
        return request.build();
    }

    private HttpResponse<String> send(String doing, HttpRequest request) {
        try {
            return sendOnLiveConnection(request);
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw unavailable(doing, "cannot be reached", "start it or correct the URL", e);
        } catch (HttpTimeoutException e) {
            String within = "did not answer within " + settings.requestTimeout().toMillis() + " ms";
            throw unavailable(doing, within, "try again or allow more time", e);
        } catch (SSLException e) {
            throw new RegistryRefused(
                    "The schema registry at " + settings.url() + " and this program found no trusted connection for "
                            + doing + " (" + Causes.reason(e)
                            + "); correct registry.url to a name in its certificate, and name by"
                            + " registry.ca the authority that signed it.",
                    e);
        } catch (IOException e) {
            throw unavailable(doing, "broke the connection", "try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(doing, "was waited for until an interruption", "try again", e);
        }
    }

    /** A connection kept open can be closed by the other side just as it is used; every request here may be repeated. */
    private HttpResponse<String> sendOnLiveConnection(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException | ConnectException | SSLException e) {
            throw e;
        } catch (IOException e) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private RegistryUnavailable unavailable(String doing, String what, String remedy, Exception cause) {
        return new RegistryUnavailable(
                "The schema registry at " + settings.url() + " " + what + " for " + doing + "; " + remedy + ".", cause);
    }

    private JsonNode json(String doing, HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            if (response.statusCode() != 200) {
                return MissingNode.getInstance();
            }
            throw new RegistryRefused(
                    "The schema registry at " + settings.url() + " did not answer in JSON to " + doing
                            + "; check that the URL is the base of the registry's Confluent-compatible API.",
                    e);
        }
    }
}
