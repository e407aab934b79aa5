package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topics that the capture writes: what they are created with, and what is said of those that are otherwise. */
class TopicSettingsIT {

    private static final String TABLE = "create table a (id int primary key)";
    private static Admin admin;

    @BeforeAll
    static void connect() {
        admin = Admin.create(Stage.kafka());
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @Test
    void theyAreCreatedWithWhatPromisesRestOn() throws Exception {
        try (Stage stage = Stage.with(TABLE)) {
            stage.start(stage.settings("public.a")).close();
            Config log = configuration(stage.source + ".changes");
            assertThat(log.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(log.get("retention.bytes").value()).isEqualTo("-1");
            assertThat(log.get("message.timestamp.before.max.ms").value()).isEqualTo(String.valueOf(Long.MAX_VALUE));
            assertThat(configuration(stage.source + ".offsets")
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void whatDropsOrChangesRecordsIsRefusedWithTheCommandThatPutsItRight() throws Exception {
        Map<String, String> wrong = Map.of(
                "cleanup.policy", "compact,delete",
                "retention.bytes", "1000000",
                "message.timestamp.type", "LogAppendTime",
                "message.timestamp.before.max.ms", "1000");
        Map<String, String> right = Map.of(
                "cleanup.policy", "delete",
                "retention.bytes", "-1",
                "message.timestamp.type", "CreateTime",
                "message.timestamp.before.max.ms", String.valueOf(Long.MAX_VALUE));
        try (Stage stage = Stage.with(TABLE)) {
            stage.start(stage.settings("public.a")).close();
            String log = stage.source + ".changes";
            configure(log, wrong);
            assertThat(problems(stage))
                    .hasSize(wrong.size())
                    .allMatch(problem -> problem.startsWith("The topic " + log + " has "));
            for (String setting : wrong.keySet()) {
                assertThat(problems(stage))
                        .anyMatch(problem -> problem.contains(setting + "=" + wrong.get(setting))
                                && problem.endsWith("--entity-name " + log + " --add-config " + setting + "="
                                        + right.get(setting)));
            }
            configure(log, right);
            stage.start(stage.settings("public.a")).close();
        }
    }

    @Test
    void aLogThatWasMadeAnewIsNotTakenForTheOneThatWasWritten() throws Exception {
        try (Stage stage = Stage.with(TABLE, "insert into a values (1)")) {
            stage.start(stage.settings("public.a")).close();
            stage.awaitOffset();
            String log = stage.source + ".changes";
            admin.deleteTopics(List.of(log)).all().get();
            assertThat(problems(stage))
                    .singleElement()
                    .asString()
                    .startsWith("The topic " + log + " was deleted and made anew since the capture of source '"
                            + stage.source + "' last wrote it, so what it held is gone.")
                    .contains("--new-snapshot");
            try (Capture capture = Capture.withNewSnapshot(stage.settings("public.a"));
                    LogReader reader = stage.log()) {
                capture.start();
                reader.until(entry -> entry.text("/op").equals("r"));
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    private static List<String> problems(Stage stage) {
        try (Capture capture = new Capture(stage.settings("public.a"))) {
            CaptureException refused = catchThrowableOfType(CaptureException.class, capture::start);
            assertThat(refused).isNotNull();
            return refused.problems();
        }
    }

    private static Config configuration(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Objects.requireNonNull(
                admin.describeConfigs(Set.of(resource)).all().get().get(resource));
    }

    private static void configure(String topic, Map<String, String> settings) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        settings.entrySet().stream()
                                .map(setting -> new AlterConfigOp(
                                        new ConfigEntry(setting.getKey(), setting.getValue()),
                                        AlterConfigOp.OpType.SET))
                                .collect(Collectors.toSet())))
                .all()
                .get();
    }
}
