package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.reconcile.Drain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/**
 * Guarantee: {@code ./tidings enrich --from-beginning --topic-prefix replay.} writes what the enricher beside it wrote,
 * byte for byte, dead letters too; killed on the way and started again it adds nothing, and it follows the log.
 */
class ReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String PREFIX = "replay.";
    private static final int TRANSACTIONS = 30;

    @TempDir
    private Path directory;

    @Test
    void aReplayWritesTheSameBytesIntoTopicsOfItsOwn() throws Exception {
        try (Servers servers = Servers.start(directory, SharedServers.REGISTRY, new Console(System.out, Ansi.OFF))) {
            Source source = new Source(servers.database());
            source.load(Workload.demo().database());
            Contracts contracts = source.contracts(PortalDatabase.CONTRACTS);
            try (Connection connection = source.connect();
                    Application capture = start("capture", servers);
                    Application enricher = startEnricher(servers, capture)) {
                Drain first = PipelineIT.drain(servers, contracts);
                first.await(connection, LIMIT); // What is committed before the snapshot gives no events.
                Workload.demo().script().run(connection, (open, transaction) -> {});
                writeAuditRows(connection, TRANSACTIONS);
                first.await(connection, LIMIT);
                List<RawRecord> written = read(servers, contracts, "");
                assertThat(written).hasSizeGreaterThan(100 * TRANSACTIONS);
                assertThat(written).extracting(RawRecord::topic).contains("tidings.dead-letters");

                replayThatIsKilledOnTheWay(servers, enricher);
                try (Application replay = start("enrich", servers, "--from-beginning", "--topic-prefix", PREFIX)) {
                    replayed(servers, contracts).await(connection, LIMIT);
                    assertThat(read(servers, contracts, PREFIX)).isEqualTo(written);

                    writeAuditRows(connection, 1);
                    first.await(connection, LIMIT);
                    replayed(servers, contracts).await(connection, LIMIT);
                    assertThat(replay.isAlive()).isTrue();
                }
                assertThat(read(servers, contracts, "")).hasSize(written.size() + 100);
                written = read(servers, contracts, "");
                assertThat(read(servers, contracts, PREFIX)).isEqualTo(written);
                assertThat(enricher.isAlive()).isTrue();
            }
        }
    }

    private Application start(String name, Servers servers, String... options) throws Exception {
        return Application.start(name, servers, PortalDatabase.CONTRACTS, directory, options);
    }

    /** The enricher refuses to start before the capture has created the log. */
    private Application startEnricher(Servers servers, Application capture) throws Exception {
        await(capture, () -> log(capture).contains("Capture begins"));
        return start("enrich", servers);
    }

    /** Kills it when it has committed a part of the log. */
    private void replayThatIsKilledOnTheWay(Servers servers, Application enricher) throws Exception {
        try (Admin admin = Admin.create(
                        Map.of("bootstrap.servers", servers.broker().bootstrapServers()));
                Application replay = start("enrich", servers, "--from-beginning", "--topic-prefix", PREFIX)) {
            String source = "tidings-portal";
            await(replay, () -> position(admin, PREFIX + source) > 10 * TRANSACTIONS);
            replay.kill();
            assertThat(position(admin, PREFIX + source)).isLessThan(position(admin, source));
            assertThat(enricher.isAlive()).isTrue();
        }
    }

    private static void await(Application application, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!application.isAlive() || System.nanoTime() > deadline) {
                fail("It does not come so far: " + log(application));
            }
            Thread.sleep(20);
        }
    }

    private static String log(Application application) {
        try {
            return application.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long position(Admin admin, String application) {
        try {
            var positions = admin.listConsumerGroupOffsets(application)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var position = positions.get(new TopicPartition("tidings.changes", 0));
            return position == null ? -1 : position.offset();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Drain replayed(Servers servers, Contracts contracts) {
        return new Drain(
                servers.broker().bootstrapServers(), "tidings.changes", PREFIX + Pipeline.applicationId(contracts));
    }

    private static List<RawRecord> read(Servers servers, Contracts contracts, String prefix) {
        List<String> topics = new ArrayList<>(Pipeline.topics(contracts));
        return RawRecord.read(servers.broker().bootstrapServers(), topics, prefix);
    }

    /** Audit rows in transactions of a hundred; each tenth names a product that never was, and is a dead letter. */
    private static void writeAuditRows(Connection connection, int transactions) throws Exception {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < transactions; i++) {
                statement.execute("insert into events (id, name, actor_id, subject_type, subject_id)"
                        + " select gen_random_uuid(), 'data_product_updated',"
                        + " '24000000-0000-4000-8000-000000000001', 'DATA_PRODUCT',"
                        + " case when i % 10 = 0 then gen_random_uuid() else '10000000-0000-4000-8000-000000000010' end"
                        + " from generate_series(1, 100) i");
            }
        }
    }
}
