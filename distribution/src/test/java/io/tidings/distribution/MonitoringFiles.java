package io.tidings.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What watches Tidings: the alert rules and the dashboard. */
final class MonitoringFiles {
    static final Path RULES = Path.of("..", "ops", "prometheus");

    private static final Path DASHBOARD = Path.of("..", "ops", "grafana", "tidings.json");

    private MonitoringFiles() {}

    /** The alert rules, as they stand in the file. */
    static List<JsonNode> alerts() throws IOException {
        return elements(DeploymentFile.read("ops/prometheus/alerts.yaml")
                        .document()
                        .at("/groups/0/rules"))
                .toList();
    }

    static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DASHBOARD.toFile());
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The dashboard's queries, with values in place of Grafana's variables. */
    static List<String> expressions() throws IOException {
        return elements(dashboard().get("panels"))
                .flatMap(panel -> elements(panel.path("targets")))
                .map(target -> target.get("expr")
                        .asText()
                        .replace("$__rate_interval", "5m")
                        .replace("$job", ".*"))
                .toList();
    }
}
