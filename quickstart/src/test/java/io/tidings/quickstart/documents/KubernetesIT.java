package io.tidings.quickstart.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.quickstart.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code deploy/kubernetes} against Kubernetes' own schemas. */
class KubernetesIT {
    private static final Path DIRECTORY = Path.of("..", "deploy", "kubernetes");

    @TempDir
    private Path directory;

    @Test
    void theObjectsAreValid() throws Exception {
        assertThat(problems(objects())).isEmpty();
    }

    @Test
    void wrongTypesAndUnknownFieldsAreFound() throws Exception {
        List<Object> wrong = List.of(Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "wrong"),
                "spec",
                Map.of(
                        "replicas", "two",
                        "strategy", Map.of("tipe", "Recreate"),
                        "selector", Map.of(),
                        "template", Map.of())));
        assertThat(problems(wrong))
                .contains("replicas must be integer")
                .contains("Deployment wrong.spec.strategy: no field tipe");
    }

    private String problems(List<Object> objects) throws Exception {
        Path file = directory.resolve("objects.json");
        new ObjectMapper().writeValue(file.toFile(), objects);
        List<String> problems = new ArrayList<>();
        NodeProject.TESTS.json("kubernetes.mjs", file).forEach(problem -> problems.add(problem.asText()));
        return String.join("\n", problems);
    }

    private static List<Object> objects() throws Exception {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<String, List<String>> kustomization = yaml.load(Files.readString(DIRECTORY.resolve("kustomization.yaml")));
        List<Object> objects = new ArrayList<>();
        for (String resource : kustomization.getOrDefault("resources", List.of())) {
            yaml.loadAll(Files.readString(DIRECTORY.resolve(resource))).forEach(objects::add);
        }
        assertThat(objects).hasSize(9);
        return objects;
    }
}
