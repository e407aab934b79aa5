package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus's own tool says of the alert rules and of the dashboard's queries. */
class PromtoolIT {
    @TempDir
    private Path directory;

    @Test
    void theAlertRulesAreRules() throws Exception {
        succeeds("check", "rules", "alerts.yaml");
    }

    @Test
    void eachAlertFiresWhenItMustAndNotBefore() throws Exception {
        succeeds("test", "rules", "alerts.test.yaml");
        String cases = Files.readString(MonitoringFiles.RULES.resolve("alerts.test.yaml"));
        assertThat(MonitoringFiles.alerts())
                .allSatisfy(alert -> assertThat(cases)
                        .containsPattern("alertname: " + alert.get("alert").asText() + "\\n +exp_alerts:"));
    }

    /** Promtool reads no dashboards, so each query becomes a rule. */
    @Test
    void theQueriesOfTheDashboardAreQueries() throws Exception {
        StringBuilder rules = new StringBuilder("groups: [{ name: dashboard, rules: [");
        List<String> expressions = MonitoringFiles.expressions();
        for (int query = 0; query < expressions.size(); query++) {
            rules.append("{ record: 'query:%d', expr: '%s' },\n".formatted(query, expressions.get(query)));
        }
        Path file = Files.writeString(directory.resolve("dashboard.yaml"), rules.append("]}]\n"));
        assertThat(succeeds("check", "rules", file.toString())).contains(expressions.size() + " rules found");
    }

    private String succeeds(String... arguments) throws Exception {
        Path output = directory.resolve("output");
        int code;
        try {
            ProcessBuilder builder = new ProcessBuilder("promtool");
            builder.command().addAll(List.of(arguments));
            code = builder.directory(MonitoringFiles.RULES.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
        } catch (IOException notInstalled) {
            throw new AssertionError("promtool cannot be run: install prometheus.", notInstalled);
        }
        assertThat(code).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
