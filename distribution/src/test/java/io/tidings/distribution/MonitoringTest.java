package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "alerts.md");
    private static final String HEADING = "## Alert: ";

    @Test
    void everyAlertHasASectionThatSaysWhatToDoInTheSameOrder() throws Exception {
        List<String> sections = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith(HEADING))
                .map(line -> line.substring(HEADING.length()))
                .toList();
        assertThat(MonitoringFiles.alerts())
                .extracting(alert -> alert.get("alert").asText())
                .containsExactlyElementsOf(sections);
    }

    @Test
    void everyAlertSaysWhatItIsWhatToDoAndWhereMoreStands() throws Exception {
        for (JsonNode alert : MonitoringFiles.alerts()) {
            String name = alert.get("alert").asText();
            JsonNode annotations = alert.get("annotations");
            assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
            assertThat(annotations.path("description").asText()).as(name).endsWith(".");
            assertThat(annotations.path("runbook").asText())
                    .isEqualTo("docs/alerts.md#alert-" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
        }
    }

    @Test
    void theDashboardTakesItsDataSourceFromAVariable() throws Exception {
        JsonNode dashboard = MonitoringFiles.dashboard();
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        assertThat(dashboard.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
    }

    @Test
    void noPanelOfTheDashboardLiesOnAnother() throws Exception {
        Set<String> cells = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : MonitoringFiles.dashboard().get("panels")) {
            String title = panel.get("title").asText();
            assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            assertThat(right).as(title).isLessThanOrEqualTo(24);
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertThat(cells.add(x + "," + (place.get("y").asInt() + y)))
                            .as(title)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theRowsOfTheDashboardFollowAnEvent() throws Exception {
        assertThat(MonitoringFiles.elements(MonitoringFiles.dashboard().get("panels"))
                        .filter(panel -> panel.get("type").asText().equals("row"))
                        .map(panel -> panel.get("title").asText()))
                .containsExactly(
                        "Overview",
                        "Latency by event type",
                        "Capture and slot",
                        "Enricher and store",
                        "Dead letters",
                        "Completeness");
    }
}
