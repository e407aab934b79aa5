package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must agree within {@code deploy/kubernetes}, and with the applications. */
class KubernetesTest {
    private static final String DIRECTORY = "deploy/kubernetes/";
    private static final String NAME = "/metadata/labels/app.kubernetes.io~1name";

    private final JsonNode kustomization =
            DeploymentFile.read(DIRECTORY + "kustomization.yaml").document();
    private final List<JsonNode> objects = new ArrayList<>();

    KubernetesTest() throws Exception {
        for (String resource : DeploymentFile.texts(kustomization.path("resources"))) {
            objects.addAll(DeploymentFile.read(DIRECTORY + resource).documents());
        }
    }

    @Test
    void everyFileIsAResource() throws Exception {
        Set<String> used = new TreeSet<>(DeploymentFile.texts(kustomization.path("resources")));
        used.addAll(DeploymentFile.texts(kustomization.at("/configMapGenerator/0/files")));
        used.add("kustomization.yaml");
        try (Stream<Path> files = Files.list(Path.of("..", DIRECTORY))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    @Test
    void podsAreNotRootAndWriteToVolumesOnly() {
        for (JsonNode pod : pods()) {
            JsonNode security = pod.at("/spec/securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
            assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            JsonNode container = container(pod).path("securityContext");
            assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(DeploymentFile.texts(container.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void whatIsMountedIsAVolume() {
        for (JsonNode workload : workloads()) {
            Set<String> volumes = new TreeSet<>();
            workload.at("/spec/template/spec/volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            workload.at("/spec/volumeClaimTemplates")
                    .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
            Set<String> mounts = new TreeSet<>();
            container(workload.at("/spec/template"))
                    .path("volumeMounts")
                    .forEach(mount -> mounts.add(mount.path("name").asText()));
            assertThat(mounts).isEqualTo(volumes).contains("tmp", "configuration");
        }
        assertThat(kustomization.at("/configMapGenerator/0/name").asText()).isEqualTo("tidings");
    }

    @Test
    void filesThatVariablesNameAreMounted() {
        JsonNode container = container(pod("tidings-capture"));
        assertThat(variable(container, "TIDINGS_DATABASE_PASSWORD_FILE"))
                .isEqualTo("/run/secrets/tidings/database-password");
        assertThat(mount(container, "secrets")).isEqualTo("/run/secrets/tidings");
        JsonNode secret = pod("tidings-capture").at("/spec/volumes/2/secret");
        assertThat(secret.at("/items/0/path").asText()).isEqualTo("database-password");
        JsonNode enricher = container(pod("tidings-enricher"));
        assertThat(mount(enricher, "state")).isEqualTo(variable(enricher, "TIDINGS_ENRICHER_STATE_DIRECTORY"));
    }

    @Test
    void anEnrichersNameIsItsPods() {
        JsonNode enricher = container(pod("tidings-enricher"));
        for (JsonNode variable : enricher.path("env")) {
            if (variable.path("name").asText().equals("TIDINGS_ENRICHER_INSTANCE_ID")) {
                assertThat(variable.at("/valueFrom/fieldRef/fieldPath").asText())
                        .isEqualTo("metadata.name");
                return;
            }
        }
        throw new AssertionError("no instance id");
    }

    @Test
    void settingsExist() throws Exception {
        List<String> variables = new ArrayList<>();
        pods().forEach(pod -> container(pod)
                .path("env")
                .forEach(variable -> variables.add(variable.path("name").asText())));
        KnownSettings.assertVariablesAreSettings(variables);
        KnownSettings.assertKeysAreSettings(
                DeploymentFile.read(DIRECTORY + "tidings.yaml").document());
    }

    @Test
    void probesAskTheApplicationsPort() {
        assertProbes("tidings-capture", 9401);
        assertProbes("tidings-enricher", 9402);
    }

    private void assertProbes(String name, int port) {
        JsonNode container = container(pod(name));
        assertThat(container.at("/ports/0/name").asText()).isEqualTo("http");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(port);
        assertThat(probe(container, "startupProbe")).isEqualTo("http/livez");
        assertThat(probe(container, "livenessProbe")).isEqualTo("http/livez");
        assertThat(probe(container, "readinessProbe")).isEqualTo("http/readyz");
    }

    private static String probe(JsonNode container, String probe) {
        JsonNode asked = container.path(probe).path("httpGet");
        return asked.path("port").asText() + asked.path("path").asText();
    }

    @Test
    void selectorsSelectThePodsOfTheirNames() {
        for (JsonNode object : objects) {
            JsonNode labels = object.at("/spec/selector/matchLabels");
            if (!labels.isMissingNode()) {
                assertThat(labels.path("app.kubernetes.io/name").asText())
                        .isEqualTo(object.at("/metadata/name").asText());
            }
        }
        Set<String> names = new TreeSet<>();
        pods().forEach(pod -> names.add(pod.at(NAME).asText()));
        assertThat(DeploymentFile.texts(networkPolicy().at("/spec/podSelector/matchExpressions/0/values")))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void oneOfEachAtATimeMayGo() {
        for (String name : List.of("tidings-capture", "tidings-enricher")) {
            assertThat(objects.stream()
                            .filter(object -> object.path("kind").asText().equals("PodDisruptionBudget"))
                            .filter(object ->
                                    object.at("/metadata/name").asText().equals(name))
                            .map(budget -> budget.at("/spec/maxUnavailable").asInt()))
                    .containsExactly(1);
        }
        workloads().stream()
                .filter(workload -> !workload.path("kind").asText().equals("Job"))
                .forEach(workload ->
                        assertThat(workload.at("/spec/replicas").asInt()).isEqualTo(2));
    }

    @Test
    void anEnricherStandsByForTheOtherAndHasTimeToStop() throws Exception {
        JsonNode set = workloads().stream()
                .filter(workload -> workload.path("kind").asText().equals("StatefulSet"))
                .findFirst()
                .orElseThrow();
        assertThat(DeploymentFile.read(DIRECTORY + "tidings.yaml")
                        .document()
                        .at("/enricher/standby-replicas")
                        .asInt())
                .isEqualTo(set.at("/spec/replicas").asInt() - 1);
        assertThat(pod("tidings-enricher")
                        .at("/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isGreaterThan(10);
    }

    private JsonNode networkPolicy() {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals("NetworkPolicy"))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> workloads() {
        List<JsonNode> workloads = objects.stream()
                .filter(object -> object.at("/spec/template/spec").isObject())
                .toList();
        assertThat(workloads).hasSize(3);
        return workloads;
    }

    private List<JsonNode> pods() {
        return workloads().stream()
                .map(workload -> workload.at("/spec/template"))
                .toList();
    }

    private JsonNode pod(String name) {
        return pods().stream()
                .filter(pod -> pod.at(NAME).asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(JsonNode pod) {
        return pod.at("/spec/containers/0");
    }

    private static String variable(JsonNode container, String name) {
        return named(container.path("env"), name).path("value").asText();
    }

    private static String mount(JsonNode container, String name) {
        return named(container.path("volumeMounts"), name).path("mountPath").asText();
    }

    private static JsonNode named(JsonNode array, String name) {
        for (JsonNode element : array) {
            if (element.path("name").asText().equals(name)) {
                return element;
            }
        }
        throw new AssertionError("no " + name);
    }
}
