package io.tidings.bench;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.CapturedRecords;
import io.tidings.capture.EngineAlone;
import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings bench capture}. */
@Command(
        name = "capture",
        description =
                "Commits audit rows while nobody reads them, and has them read: by the capture into Kafka, by Debezium's"
                        + " engine alone with the same settings, and by pg_recvlogical, where it is installed.")
final class CaptureCommand implements Tool.Command {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int PRODUCTS = 1_000;
    private static final String ENGINE_SLOT = "engine_alone";
    private static final String CLIENT_SLOT = "client_alone";

    @Option(names = "--rows", paramLabel = "N", description = "In each backlog (default: 300000).")
    private int rows = 300_000;

    @Option(
            names = "--per-transaction",
            paramLabel = "N",
            split = ",",
            description = "Rows in a transaction, one backlog for each (default: 1,5,100).")
    private List<Integer> perTransaction = List.of(1, 5, 100);

    @Mixin
    private Scene scene = new Scene();

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        return scene.play(new Report<>(Drained.COLUMNS), (surroundings, report) -> {
            Contracts contracts = ShopContracts.compiled();
            try (ShopDatabase shop = ShopDatabase.start(surroundings.directory().resolve("postgresql"), PRODUCTS)) {
                CaptureSettings settings = shop.capture(surroundings.kafka(), contracts);
                startOnce(shop, settings);
                for (int each : perTransaction) {
                    for (int repetition = 0; repetition <= scene.repetitions(); repetition++) {
                        measure(shop, settings, each, repetition == 0 ? Optional.empty() : Optional.of(report));
                    }
                }
            } catch (SQLException e) {
                throw new Refusal("PostgreSQL refused: " + e.getMessage(), e);
            }
        });
    }

    /** It takes its snapshot, makes slot and publication, and stops when it has acknowledged something. */
    private static void startOnce(ShopDatabase shop, CaptureSettings settings)
            throws SQLException, InterruptedException {
        try (Capture capture = new Capture(settings)) {
            capture.start();
            capture.awaitStreaming(START_LIMIT);
            Backlog.write(shop, 10, 1);
            while (CapturedRecords.transactionsOf(capture) < 10) {
                Thread.sleep(50);
            }
        } catch (TimeoutException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private void measure(ShopDatabase shop, CaptureSettings settings, int each, Optional<Report<Drained>> report)
            throws SQLException, IOException, InterruptedException {
        slots(shop, "pg_create_logical_replication_slot('%s', 'pgoutput')");
        Backlog backlog = Backlog.write(shop, rows, each);
        Optional<ReplicationClient> client = ReplicationClient.installed();
        if (client.isPresent()) {
            double seconds = client.get()
                    .drain(settings.database(), CLIENT_SLOT, settings.engine().publication(), backlog);
            tell("pg_recvlogical", backlog, new Drained(rows, seconds, Double.NaN), report);
        }
        try (EngineAlone engine = EngineAlone.start(settings, ENGINE_SLOT)) {
            tell("engine alone", backlog, Drained.watch(backlog, engine::records), report);
        }
        try (Capture capture = new Capture(settings)) {
            capture.start();
            tell("capture", backlog, Drained.watch(backlog, () -> CapturedRecords.of(capture)), report);
        }
        slots(shop, "pg_drop_replication_slot('%s')");
    }

    private static void slots(ShopDatabase shop, String function) throws SQLException {
        for (String slot : List.of(ENGINE_SLOT, CLIENT_SLOT)) {
            shop.execute("select " + function.formatted(slot));
        }
    }

    private static void tell(String what, Backlog backlog, Drained drained, Optional<Report<Drained>> report) {
        String name = what + ", " + backlog.perTransaction() + " to a transaction";
        System.err.printf(
                "  %s: %,.0f rows/s%s%n", name, drained.rowsPerSecond(), report.isPresent() ? "" : " (warm-up)");
        report.ifPresent(it -> it.add(name, drained));
    }
}
