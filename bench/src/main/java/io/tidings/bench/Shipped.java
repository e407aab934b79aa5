package io.tidings.bench;

import io.tidings.capture.CaptureMain;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.EnrichMain;
import io.tidings.problem.Refusal;
import io.tidings.wire.EventHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Capture and enricher as an operator starts them, with the settings that are the default. */
final class Shipped {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private Shipped() {}

    /** Runs, and has taken its snapshot, when it is returned. */
    static Role capture(Scene.Surroundings surroundings, ShopDatabase shop, Contracts contracts)
            throws IOException, SQLException, InterruptedException {
        Role capture = Role.start(surroundings.directory(), CaptureMain.class, settings(surroundings, shop));
        awaitStreaming(
                shop, shop.capture(surroundings.kafka(), contracts).engine().slot(), capture);
        return capture;
    }

    static Role enricher(Scene.Surroundings surroundings, ShopDatabase shop) throws IOException {
        return Role.start(
                surroundings.directory(),
                List.of("-XX:+UseTransparentHugePages"),
                EnrichMain.class,
                settings(surroundings, shop));
    }

    private static String[] settings(Scene.Surroundings surroundings, ShopDatabase shop) {
        List<String> arguments = new ArrayList<>(List.of(
                "--contracts",
                Path.of(System.getProperty("tidings.home", "."), "bench/src/main/contracts")
                        .toString()));
        List.of(
                        "database.host=" + shop.settings().host(),
                        "database.port=" + shop.settings().port(),
                        "database.name=" + shop.settings().name(),
                        "database.user=" + shop.settings().user(),
                        "database.password=" + shop.settings().password(),
                        "kafka.bootstrap.servers=" + surroundings.kafka().get("bootstrap.servers"),
                        "topics.replication=" + surroundings.copies(),
                        "registry.url=" + surroundings.registry(),
                        "registry.auto-register=true",
                        "capture.http-port=0",
                        "enricher.http-port=0",
                        "enricher.instance-id=bench",
                        "enricher.state-directory=" + surroundings.directory().resolve("state"))
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments.toArray(String[]::new);
    }

    /** Waits until the database streams from a slot. */
    static void awaitStreaming(ShopDatabase shop, String slot, Role reader)
            throws IOException, SQLException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            while (!isActive(statement, slot)) {
                reader.requireAlive();
                if (System.nanoTime() > limit) {
                    throw new Refusal(
                            "Nothing streams from the slot " + slot + " after " + START_LIMIT.toSeconds() + " s.");
                }
                Thread.sleep(100);
            }
        }
    }

    private static boolean isActive(Statement statement, String slot) throws SQLException {
        try (ResultSet row = statement.executeQuery("select 1 from pg_replication_slots where active and slot_name = '"
                + slot + "' and confirmed_flush_lsn is not null")) {
            return row.next();
        }
    }

    /** The id of the audit row that an event is about. */
    static long auditId(ConsumerRecord<byte[], byte[]> event) {
        byte[] id = event.headers().lastHeader(EventHeader.AUDIT_ID).value();
        return Long.parseLong(new String(id, StandardCharsets.UTF_8));
    }
}
