package io.tidings.quickstart.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryIT {

    private static final Path INSTALLATION = Path.of("target", "registry");

    @TempDir
    Path directory;

    @Test
    void schemasOutliveARestartAtTheSameAddress() throws Exception {
        URI url;
        String registered;
        try (Registry registry = Registry.start(INSTALLATION, directory)) {
            url = registry.url();
            registered = send(HttpRequest.newBuilder(URI.create(url + "/subjects/notes-value/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(BodyPublishers.ofString("{\"schema\": \"\\\"string\\\"\"}")));
            assertThat(registered).matches("\\{\"id\":\\d+}");
        }
        try (Registry again = Registry.start(INSTALLATION, directory)) {
            assertThat(again.url()).isEqualTo(url);
            String found = send(HttpRequest.newBuilder(URI.create(url + "/subjects/notes-value/versions/latest")));
            assertThat(found).contains(registered.substring(1, registered.length() - 1));
        }
    }

    @Test
    void aMissingInstallationIsSaidWithItsRemedy() {
        assertThatThrownBy(() -> Registry.start(directory.resolve("nowhere"), directory))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("run `mvn package`");
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
