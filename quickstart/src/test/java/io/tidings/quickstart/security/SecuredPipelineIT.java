package io.tidings.quickstart.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.command.Options;
import io.tidings.quickstart.Tidings;
import io.tidings.wire.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Capture and enricher as an operator runs them, with passwords over TLS, each with the rights it needs and no others. */
@ExtendWith(SecuredServers.Parameter.class)
class SecuredPipelineIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String KAFKA = "kafka-s3cret";
    private static final String HASHES = "hashes-s3cret-of-some-length";
    private static final String DENIED = "42501";

    private final SecuredServers servers;
    private final Vault vault;
    private final List<Process> processes = new ArrayList<>();

    SecuredPipelineIT(SecuredServers servers) {
        this.servers = servers;
        this.vault = servers.vault("passwords").with("sensitive.key", HASHES);
    }

    @BeforeEach
    void rights() throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (String application : List.of("capture", "enricher", "consumer")) {
            rights.addAll(Rights.of(application, vault.names()));
        }
        servers.broker.grant(rights);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void eventsComeSnapshotsAreTakenAndNoSecretIsPrinted() throws Exception {
        Path capture = start("capture");
        await(capture, () -> streams());
        Path enricher = start("enrich");
        servers.database.sql("insert into audit values (11, 'account_opened', 'ACCOUNT', 1, 1)");
        assertThat(event().toString()).isEqualTo("{\"name\": \"Savings\", \"openedBy\": \"Ann\"}");
        aTableThatChangesComesAnewWhenNoTransactionIsInTheWay(capture);
        aPublicationThatTheRoleMayNotChangeIsLeftToAnAdministrator(capture);
        aColumnThatTheRoleMayNotReadIsNamed(capture);
        stop();
        for (Path directory : List.of(capture, enricher)) {
            String log = Tidings.err(directory) + Tidings.out(directory);
            assertThat(log).contains("sasl.jaas.config = [hidden]");
            assertThat(log).doesNotContain(SecuredServers.PASSWORD, KAFKA, HASHES, SecuredRegistry.PASSWORD, basic());
            assertThat(log).doesNotContain("-s3cret");
        }
    }

    /** Another role's transaction, of which PostgreSQL tells the capture's role only that there is one. */
    private void aTableThatChangesComesAnewWhenNoTransactionIsInTheWay(Path capture) throws Exception {
        try (Connection other = servers.database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into payroll values (2, 200)");
            servers.database.sql("alter table people add column nickname text default 'none'");
            await(capture, () -> Tidings.err(capture).contains("A snapshot of the tables [public.people] has to wait"));
            other.commit();
        }
        await(capture, () -> Tidings.err(capture).contains("Snapshot of tables complete source=vault"));
    }

    /** What else the publication left out until the administrator set all of it, nobody knows: everything comes anew. */
    private void aPublicationThatTheRoleMayNotChangeIsLeftToAnAdministrator(Path capture) throws Exception {
        servers.database.sql("alter publication tidings_vault drop table audit");
        await(
                capture,
                () -> Tidings.err(capture)
                        .contains(
                                "the role 'tidings' may not change it (ERROR: must be owner of publication tidings_vault)."
                                        + " Have an administrator run: alter publication tidings_vault set table"));
        servers.database.sql(servers.role);
        await(
                capture,
                () -> Tidings.err(capture)
                        .contains("complete source=vault tables=[public.accounts, public.audit, public.people]"));
    }

    /** A table with excluded columns; of the others a new column comes by itself. */
    private void aColumnThatTheRoleMayNotReadIsNamed(Path capture) throws Exception {
        servers.database.sql("alter table accounts add column extra text");
        await(
                capture,
                () -> Tidings.err(capture)
                        .contains(
                                "The role 'tidings' may not read the table 'public.accounts'. Run: grant usage on schema"
                                        + " \"public\" to \"tidings\"; grant select (\"extra\", \"id\", \"name\") on"
                                        + " \"public\".\"accounts\" to \"tidings\";"));
        servers.database.sql("alter table accounts drop column extra");
    }

    @Test
    void theRoleMayDoNothingElse() throws Exception {
        try (Connection connection = servers.database.connect("tidings", SecuredServers.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("select id, name from accounts");
            for (String sql : List.of(
                    "select code from accounts",
                    "select * from accounts",
                    "select * from payroll",
                    "insert into people values (9, 'Eve')",
                    "update people set name = 'Eve'",
                    "delete from audit",
                    "truncate audit",
                    "alter table people add column x int",
                    "drop table people",
                    "create index on people (name)",
                    "create table mine (id int)",
                    "create schema mine",
                    "create role eve",
                    "alter role tidings superuser",
                    "alter publication tidings_vault add table payroll",
                    "create publication mine for table people",
                    "create publication everything for all tables",
                    "alter system set ssl = off",
                    "copy people to program 'cat'",
                    "select pg_read_file('postgresql.conf')",
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres' limit 1")) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(sql)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).as(sql).isEqualTo(DENIED));
            }
        }
    }

    private Path start(String application) throws Exception {
        Path directory = Files.createDirectories(servers.directory.resolve(application));
        vault.withKafka(servers.broker.byPassword(application.equals("capture") ? "capture" : "enricher", KAFKA));
        String file = vault.file(directory).toString();
        processes.add(Tidings.start(
                directory,
                List.of(application, "--debug", "--config", file, "--contracts", Vault.CONTRACTS.toString())));
        return directory;
    }

    private void await(Path application, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(processes).as(() -> Tidings.err(application)).allMatch(Process::isAlive);
            assertThat(System.nanoTime()).as(() -> Tidings.err(application)).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** From its slot's first position on, what is committed comes as a change. */
    private boolean streams() throws SQLException {
        try (Connection connection = servers.database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select exists (select from pg_replication_slots where slot_name ="
                                + " 'passwords' and active and confirmed_flush_lsn is not null)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private GenericRecord event() throws Exception {
        Map<String, Object> settings = new HashMap<>(servers.broker.byPassword("consumer", KAFKA));
        settings.putAll(
                Map.of("group.id", "readers", "auto.offset.reset", "earliest", "isolation.level", "read_committed"));
        settings.put("metadata.max.age.ms", "500");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(vault.eventTopic()));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    return EventDecoder.generic(Options.registry(vault.configuration()))
                            .decode(Map.of(), record.value());
                }
            }
        }
        throw new AssertionError("No event came: " + Tidings.err(servers.directory.resolve("enrich")));
    }

    private static String basic() {
        byte[] pair = (SecuredRegistry.USER + ":" + SecuredRegistry.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }
}
