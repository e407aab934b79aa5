package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units start what ships, from where the image has it, and may do no more than they must. */
class SystemdUnitsTest {
    private static final Path UNITS = Path.of("..", "deploy", "systemd");
    private static final Path DOCKERFILE = Path.of("..", "Dockerfile");

    @ParameterizedTest
    @ValueSource(strings = {"capture", "enrich"})
    void aUnitStartsWhatShipsAndStartsItAgainAfterAFailure(String command) throws Exception {
        Map<String, List<String>> unit = read(command);
        assertThat(unit)
                .containsEntry("ExecStart", List.of("/opt/tidings/tidings " + command))
                .containsEntry("WorkingDirectory", List.of("/etc/tidings"))
                .containsEntry("Restart", List.of("on-failure"))
                .containsEntry("StartLimitIntervalSec", List.of("0"))
                // What io.tidings.command.ExitCode calls USAGE.
                .containsEntry("RestartPreventExitStatus", List.of("2"))
                .containsEntry("SuccessExitStatus", List.of("143"))
                .containsEntry("EnvironmentFile", List.of("-/etc/tidings/" + command + ".env"));
        assertThat(Files.readString(DOCKERFILE))
                .contains("ENTRYPOINT [\"/opt/tidings/tidings\"]")
                .contains("WORKDIR /etc/tidings");
        // Stopping takes ten seconds at most.
        assertThat(seconds(unit, "TimeoutStopSec")).isGreaterThan(10);
        assertThat(seconds(unit, "RestartSec")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"capture", "enrich"})
    void aUnitMayDoNoMoreThanItMust(String command) throws Exception {
        Map<String, List<String>> unit = read(command);
        assertThat(unit)
                .containsEntry("DynamicUser", List.of("yes"))
                .containsEntry("ProtectSystem", List.of("strict"))
                .containsEntry("ProtectHome", List.of("yes"))
                .containsEntry("NoNewPrivileges", List.of("yes"))
                .containsEntry("CapabilityBoundingSet", List.of(""))
                .containsEntry("SystemCallFilter", List.of("@system-service"))
                .containsEntry("PrivateTmp", List.of("yes"))
                // Java compiles while it runs, and unpacks native libraries.
                .doesNotContainKeys("MemoryDenyWriteExecute", "NoExecPaths", "User", "PrivateNetwork");
    }

    @Test
    void theEnrichersStateIsKeptAndTheCapturesPasswordIsHandedOver() throws Exception {
        assertThat(read("enrich"))
                .containsEntry("StateDirectory", List.of("tidings"))
                .containsEntry("Environment", List.of("TIDINGS_ENRICHER_STATE_DIRECTORY=/var/lib/tidings"));
        assertThat(read("capture"))
                .containsEntry("LoadCredential", List.of("database-password:/etc/tidings/database-password"))
                .containsEntry("Environment", List.of("TIDINGS_DATABASE_PASSWORD_FILE=%d/database-password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"capture", "enrich"})
    void variablesAreSettings(String command) throws Exception {
        KnownSettings.assertVariablesAreSettings(read(command).getOrDefault("Environment", List.of()).stream()
                .map(variable -> variable.substring(0, variable.indexOf('=')))
                .toList());
    }

    private static long seconds(Map<String, List<String>> unit, String key) {
        return Long.parseLong(unit.getOrDefault(key, List.of("0s")).get(0).replaceFirst("s$", ""));
    }

    /** Keys with their values; each line is one, because the units have no continued lines. */
    private static Map<String, List<String>> read(String command) throws Exception {
        Map<String, List<String>> unit = new TreeMap<>();
        for (String line : Files.readAllLines(UNITS.resolve("tidings-" + command + ".service"))) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("[")) {
                assertThat(line).contains("=").doesNotEndWith("\\");
                String[] parts = line.split("=", 2);
                unit.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
            }
        }
        return unit;
    }
}
