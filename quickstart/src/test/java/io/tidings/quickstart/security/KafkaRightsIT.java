package io.tidings.quickstart.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureMain;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.EnrichMain;
import io.tidings.enricher.Enricher;
import io.tidings.problem.Refusal;
import io.tidings.reconcile.Comparing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients with certificates: the rights that {@code docs/security.md} lists are enough, and each of them is needed. */
@ExtendWith(SecuredServers.Parameter.class)
class KafkaRightsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The enricher that has all rights at first, and a state from then on. */
    private static final String COMPLETE = "complete";

    /** Who has to go on while something of another is missing. */
    private static final Map<String, List<String>> BESIDE = Map.of(
            "capture", List.of(),
            "enricher", List.of("capture"),
            "reconcile", List.of("capture", "enricher"),
            "consumer", List.of("capture"));

    private final SecuredServers servers;
    private final Contracts contracts = Vault.contracts();

    KafkaRightsIT(SecuredServers servers) {
        this.servers = servers;
    }

    @Test
    void theListedRightsAreEnoughAndEachIsNeeded() throws Exception {
        // What others of this server's tests left is older than this capture, and would be missing.
        servers.database.sql("delete from audit");
        Vault vault = servers.certified("rights").withKafka(as("capture"));
        servers.broker.grant(Rights.of("capture", vault.names()));
        capture(vault, () -> {});
        theCapturesRights(vault);
        servers.broker.grant(Rights.of("capture", vault.names()));
        capture(vault, () -> {
            servers.database.sql(
                    "insert into audit values (1, 'account_opened', 'ACCOUNT', 1, 1)",
                    "insert into audit values (2, 'account_opened', 'ACCOUNT', 99, 1)");
            theEnrichersRights(vault.withKafka(as("enricher")));
        });
        theConsumersRights(vault);
    }

    /** What a test does while something runs. */
    private interface Work {
        void run() throws Exception;
    }

    private void capture(Vault vault, Work work) throws Exception {
        try (Capture capture = new Capture(CaptureMain.settings(vault.configuration(), contracts))) {
            capture.start();
            capture.awaitStreaming(LIMIT);
            work.run();
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }

    /** To create is needed when nothing is there; to read, when something is. */
    private void theCapturesRights(Vault vault) throws Exception {
        int rights = Rights.of("capture", vault.names()).size();
        for (int i = 0; i < rights; i++) {
            Vault fresh = servers.certified("capture" + i).withKafka(as("capture"));
            AclBinding missing = Rights.of("capture", fresh.names()).get(i);
            Vault attempt = missing.entry().operation() == AclOperation.CREATE ? fresh : vault;
            grantAllBut(i, "capture", attempt);
            assertThat(failureOfCapture(attempt))
                    .as("without %s", missing)
                    .startsWith("Kafka at " + attempt.setting("kafka.bootstrap.servers")
                            + " does not let the capture of source 'vault' do what it must: ")
                    .endsWith(" Give its principal the rights that docs/security.md lists for the capture.")
                    .hasLineCount(1);
        }
    }

    /** To read is needed when the state is there already; everything else, when nothing is. */
    private void theEnrichersRights(Vault vault) throws Exception {
        vault.enricher(COMPLETE, servers.directory);
        grant(vault, "capture", "enricher", "consumer");
        try (Enricher enricher = new Enricher(EnrichMain.settings(vault.configuration(), contracts), contracts)) {
            enricher.start();
            assertThat(read(vault.eventTopic()).key()).isEqualTo("1");
            theRightsToCompare(vault.withKafka(as("reconcile")));
            assertThat(enricher.failure()).isNotDone();
        }
        vault.withKafka(as("enricher"));
        List<AclBinding> rights = Rights.of("enricher", vault.names());
        for (int i = 0; i < rights.size(); i++) {
            boolean reads = rights.get(i).entry().operation() == AclOperation.READ;
            vault.enricher(reads ? COMPLETE : "enricher" + i, servers.directory);
            AclBinding missing = grantAllBut(i, "enricher", vault);
            assertThat(failureOfEnricher(vault))
                    .as("without %s", missing)
                    .startsWith("Kafka at " + vault.setting("kafka.bootstrap.servers") + " does not let the enricher "
                            + vault.setting("enricher.application-id") + " do what it must: ")
                    .endsWith(". Give its principal the rights that docs/security.md lists for the enricher.")
                    .hasLineCount(1);
        }
        vault.enricher(COMPLETE, servers.directory);
    }

    private void theRightsToCompare(Vault vault) throws Exception {
        Comparing comparing = new Comparing(
                vault.configuration(),
                contracts,
                CaptureMain.settings(vault.configuration(), contracts).database()::connect);
        for (int i = 0; i < Rights.of("reconcile", vault.names()).size(); i++) {
            AclBinding missing = grantAllBut(i, "reconcile", vault);
            assertThatThrownBy(() -> comparing.compare(Optional.empty(), LIMIT))
                    .as("without %s", missing)
                    .isInstanceOf(Refusal.class)
                    .hasMessageMatching("Kafka cannot be read: .*(Not authorized|authorization failure).* Give its"
                            + " principal the rights that docs/security.md lists for reconcile\\.");
        }
        grant(vault, "capture", "enricher", "reconcile");
        assertThat(comparing.compare(Optional.empty(), LIMIT).isComplete()).isTrue();
    }

    private void theConsumersRights(Vault vault) throws Exception {
        for (int i = 0; i < Rights.of("consumer", vault.names()).size(); i++) {
            AclBinding missing = grantAllBut(i, "consumer", vault);
            assertThatThrownBy(() -> read(vault.eventTopic()))
                    .as("without %s", missing)
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    private void grant(Vault vault, String... applications) throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (String application : applications) {
            rights.addAll(Rights.of(application, vault.names()));
        }
        servers.broker.grant(rights);
    }

    /** What the capture has stays as it is when it is not the capture's turn. */
    private AclBinding grantAllBut(int index, String application, Vault vault) throws Exception {
        List<AclBinding> rights = Rights.of(application, vault.names());
        AclBinding missing = rights.remove(index);
        for (String other : BESIDE.getOrDefault(application, List.of())) {
            rights.addAll(Rights.of(other, vault.names()));
        }
        servers.broker.grant(rights);
        return missing;
    }

    private String failureOfCapture(Vault vault) throws Exception {
        try (Capture capture = new Capture(CaptureMain.settings(vault.configuration(), contracts))) {
            capture.start();
            capture.stopped().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return "It was closed.";
        } catch (TimeoutException e) {
            return "It goes on.";
        } catch (ExecutionException e) {
            return e.getCause() instanceof CaptureException stopped
                    ? String.join("\n", stopped.problems())
                    : e.toString();
        } catch (CaptureException e) {
            return String.join("\n", e.problems());
        }
    }

    private String failureOfEnricher(Vault vault) throws Exception {
        try (Enricher enricher = new Enricher(EnrichMain.settings(vault.configuration(), contracts), contracts)) {
            enricher.start();
            return String.valueOf(
                    enricher.failure().get(LIMIT.toSeconds(), TimeUnit.SECONDS).getMessage());
        } catch (Refusal e) {
            return String.valueOf(e.getMessage());
        } catch (TimeoutException e) {
            return "It goes on.";
        }
    }

    private ConsumerRecord<String, byte[]> read(String topic) throws Exception {
        Map<String, Object> settings = new HashMap<>(as("consumer"));
        settings.putAll(Map.of("group.id", "readers", "auto.offset.reset", "earliest"));
        settings.put("isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    return record;
                }
            }
            throw new AssertionError("Nothing came to " + topic + ".");
        }
    }

    private Map<String, String> as(String principal) throws Exception {
        return servers.broker.byCertificate(servers.certificates.of(principal));
    }
}
