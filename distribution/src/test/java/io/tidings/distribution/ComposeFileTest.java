package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
    private static final Path PROJECT = Path.of("..");
    private static final List<String> OURS = List.of("register", "capture", "enrich");

    private final JsonNode file = DeploymentFile.read("docker-compose.yml").document();

    ComposeFileTest() throws Exception {}

    @Test
    void noServiceIsRootOrMayBecomeMore() {
        for (Entry<String, JsonNode> service : services()) {
            assertThat(service.getValue().path("user").asText())
                    .as(service.getKey())
                    .matches("[1-9]\\d*:\\d+");
            assertThat(DeploymentFile.texts(service.getValue().path("cap_drop")))
                    .containsExactly("ALL");
            assertThat(DeploymentFile.texts(service.getValue().path("security_opt")))
                    .containsExactly("no-new-privileges:true");
        }
    }

    @Test
    void imagesArePinned() {
        for (Entry<String, JsonNode> service : services()) {
            assertThat(service.getValue().path("image").asText()).matches("[a-z/-]+:\\d+\\.\\d+(\\.\\d+)?([.-].+)?");
        }
    }

    @Test
    void portsAreOpenOnLoopbackOnly() {
        for (Entry<String, JsonNode> service : services()) {
            assertThat(DeploymentFile.texts(service.getValue().path("ports")))
                    .as(service.getKey())
                    .allMatch(port -> port.startsWith("127.0.0.1:"));
        }
    }

    @Test
    void everyServiceTellsHowItIsUnlessItEnds() {
        for (Entry<String, JsonNode> service : services()) {
            assertThat(service.getValue().has("healthcheck"))
                    .as(service.getKey())
                    .isEqualTo(!service.getKey().equals("register"));
        }
    }

    @Test
    void ourContainersWriteToTheirVolumesOnlyAndMayRunWhatTheyUnpack() {
        for (String name : OURS) {
            JsonNode service = file.path("services").path(name);
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(DeploymentFile.texts(service.path("tmpfs"))).anyMatch(tmpfs -> tmpfs.startsWith("/tmp:exec,"));
        }
    }

    @Test
    void whatIsMountedIsThere() {
        for (Entry<String, JsonNode> service : services()) {
            for (String volume : DeploymentFile.texts(service.getValue().path("volumes"))) {
                String from = volume.substring(0, volume.indexOf(':'));
                boolean exists = from.startsWith("./")
                        ? Files.isRegularFile(PROJECT.resolve(from))
                        : file.path("volumes").has(from);
                assertThat(exists).as(volume).isTrue();
            }
        }
    }

    @Test
    void ourSettingsExist() throws Exception {
        List<String> variables = new ArrayList<>();
        services()
                .forEach(service ->
                        service.getValue().path("environment").fieldNames().forEachRemaining(variables::add));
        KnownSettings.assertVariablesAreSettings(variables);
        KnownSettings.assertKeysAreSettings(
                DeploymentFile.read("deploy/tidings.yaml").document());
    }

    @Test
    void whatItNamesInItselfIsThere() {
        assertThat(file.at("/secrets/database-password/file").asText()).startsWith("./deploy/secrets/");
        for (Entry<String, JsonNode> service : services()) {
            service.getValue()
                    .path("depends_on")
                    .fieldNames()
                    .forEachRemaining(other -> assertThat(file.path("services").has(other))
                            .as(other)
                            .isTrue());
            assertThat(DeploymentFile.texts(service.getValue().path("secrets"))).isSubsetOf("database-password");
        }
    }

    @Test
    void healthIsAskedWhereTheApplicationsAnswer() {
        Map.of("capture", "9401", "enrich", "9402").forEach((name, port) -> {
            JsonNode service = file.path("services").path(name);
            assertThat(DeploymentFile.texts(service.at("/healthcheck/test")))
                    .containsExactly("CMD", "/opt/tidings/answers", port, "/livez");
            assertThat(DeploymentFile.texts(service.path("ports"))).containsExactly("127.0.0.1:" + port + ":" + port);
        });
    }

    private Iterable<Entry<String, JsonNode>> services() {
        assertThat(file.path("services").size()).isEqualTo(6);
        return file.path("services").properties();
    }
}
