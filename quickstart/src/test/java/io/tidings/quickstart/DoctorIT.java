package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.Tidings.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tidings doctor} on a deployment that is well, and on some that are not: it says so, and changes nothing. */
@ExtendWith(Demo.Parameter.class)
class DoctorIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Demo demo;

    DoctorIT(Demo demo) {
        this.demo = demo;
    }

    @Test
    void everythingHoldsInADeploymentThatIsWell() throws Exception {
        Result result = doctor();
        assertThat(result.out().lines()).as(result.err()).hasSize(8).allMatch(line -> line.startsWith("[+] "));
        assertThat(result.out())
                .contains("[+] publication: The publication 'tidings_portal' gives every change of them.")
                .contains("[+] slot: A capture streams from the slot 'tidings_portal'")
                .contains("[+] start: Started now, the capture would begin: it goes on from the stored offset.");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aTopicThatDropsRecordsIsNamedWithTheCommandThatPutsItRight() throws Exception {
        configure("product-created", "cleanup.policy", "compact");
        try {
            assertFails(
                    doctor(),
                    "[-] events: The topic product-created has cleanup.policy=compact, so compaction drops records of which"
                            + " each one counts. Run: kafka-configs.sh --bootstrap-server … --alter --entity-type topics"
                            + " --entity-name product-created --add-config cleanup.policy=delete");
        } finally {
            configure("product-created", "cleanup.policy", "delete");
        }
    }

    @Test
    void aPublicationThatNarrowsIsNamedAndLeftAsItIs() throws Exception {
        demo.sql("create publication narrowed for table users where (false) with (publish = 'insert')");
        for (int time = 0; time < 2; time++) {
            Result result = doctor("capture.publication=narrowed");
            assertThat(result.out()).contains("[-] publication: The publication 'narrowed' does not give every change");
            assertThat(result.exitCode()).isEqualTo(4);
        }
        demo.sql("drop publication narrowed");
    }

    @Test
    void whatDoesNotAnswerIsNamed() throws Exception {
        assertFails(
                doctor("database.password=s3cret"),
                "[-] database: The password of user 'postgres' is wrong for PostgreSQL at 127.0.0.1:"
                        + demo.servers().database().port() + "/postgres. Correct the password.");
        assertThat(doctor("registry.url=http://127.0.0.1:1").out())
                .contains("[-] registry: The schema registry at http://127.0.0.1:1 cannot be reached");
    }

    private static void assertFails(Result result, String line) {
        assertThat(result.out().lines()).contains(line);
        assertThat(result.exitCode()).isEqualTo(4);
    }

    private Result doctor(String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(
                "database.host=127.0.0.1",
                "database.port=" + demo.servers().database().port(),
                "database.name=postgres",
                "database.user=postgres",
                "database.password=" + demo.servers().database().password(),
                "kafka.bootstrap.servers=" + demo.kafka(),
                "registry.url=" + demo.servers().registry().url()));
        settings.addAll(List.of(more));
        List<String> command = new ArrayList<>(List.of("doctor"));
        settings.forEach(setting -> command.addAll(List.of("-s", setting)));
        return Tidings.run(directory, LIMIT, command);
    }

    private void configure(String topic, String name, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", demo.kafka()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            Set.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
