package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings bench end-to-end}. */
@Command(
        name = "end-to-end",
        description =
                "Writes audit rows into PostgreSQL, each in a transaction of its own, and measures from the commit to the"
                        + " event at a read_committed consumer: capture and enricher as shipped, each in a process of its own. In the"
                        + " same run, for comparison: Debezium's outbox event router without any enrichment, and what"
                        + " PostgreSQL and Kafka do by themselves.")
final class EndToEndCommand implements Tool.Command {
    private static final String FASTEST = "max";
    private static final int WARM_UP_SECONDS = 20;
    private static final int WARM_UP_RATE = 1_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            split = ",",
            description = "Rows a second, or max, which also searches the highest rate at which the lag does not grow"
                    + " (default: 500,5000,max).")
    private List<String> rates = List.of("500", "5000", FASTEST);

    @Option(names = "--seconds", paramLabel = "N", description = "Of each reading (default: 60).")
    private int seconds = 60;

    @Option(names = "--products", paramLabel = "N", description = "And as many users, five tags each (default: 10000).")
    private int products = 10_000;

    @Option(names = "--raw-rows", paramLabel = "N", description = "For the raw limits (default: 200000).")
    private int rawRows = 200_000;

    @Mixin
    private Brokers brokers = new Brokers();

    @Mixin
    private Scene scene = new Scene();

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        return scene.play(new Report<>(EndToEnd.COLUMNS), brokers, (surroundings, report) -> {
            Path database = surroundings.directory().resolve("postgresql");
            try (ShopDatabase shop = ShopDatabase.start(database, products)) {
                int eventBytes = tidings(surroundings, shop, report);
                outbox(surroundings, shop, eventBytes, report);
                new RawLimits(surroundings, shop, rawRows).measure(scene.repetitions(), report);
            } catch (SQLException e) {
                throw new Refusal("PostgreSQL refused: " + e.getMessage(), e);
            }
        });
    }

    private int tidings(Scene.Surroundings surroundings, ShopDatabase shop, Report<EndToEnd> report)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        Contracts contracts = ShopContracts.compiled();
        String topic = contracts.contracts().iterator().next().topic();
        try (Role capture = Shipped.capture(surroundings, shop, contracts);
                Role enricher = Shipped.enricher(surroundings, shop);
                EventWatch watch = EventWatch.start(surroundings.kafka(), topic, Shipped::auditId, enricher)) {
            capture.requireAlive();
            Pipe pipe = new Pipe(
                    shop,
                    watch,
                    "insert into events (id, action, subject_type, subject_id, actor_id)"
                            + " values (?, 'product_changed', 'PRODUCT', ?, 1)",
                    enricher);
            warmUp(pipe);
            for (int repetition = 0; repetition < scene.repetitions(); repetition++) {
                for (String rate : rates) {
                    measure("tidings", pipe, rate, report);
                }
            }
            return watch.lastBytes();
        }
    }

    private void outbox(Scene.Surroundings surroundings, ShopDatabase shop, int bytes, Report<EndToEnd> report)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        if (!rates.contains(FASTEST)) {
            return;
        }
        OutboxMain.prepare(shop, surroundings.kafka());
        try (Role router = OutboxMain.process(shop, surroundings);
                EventWatch watch = EventWatch.start(surroundings.kafka(), OutboxMain.TOPIC, OutboxMain::id, router)) {
            Pipe pipe = new Pipe(shop, watch, OutboxMain.insert(bytes), router);
            warmUp(pipe);
            for (int repetition = 0; repetition < scene.repetitions(); repetition++) {
                measure("outbox router", pipe, FASTEST, report);
            }
        }
    }

    private void warmUp(Pipe pipe) throws IOException, InterruptedException {
        pipe.measure(new Load(WARM_UP_RATE, Math.min(seconds, WARM_UP_SECONDS)));
        System.err.println("  warm");
    }

    private void measure(String what, Pipe pipe, String rate, Report<EndToEnd> report)
            throws IOException, InterruptedException {
        if (!rate.equals(FASTEST)) {
            tell(what + ", " + rate + "/s", pipe.measure(new Load(Integer.parseInt(rate), seconds)), report);
            return;
        }
        EndToEnd fastest = pipe.measure(new Load(Load.AS_FAST_AS_IT_GOES, seconds));
        tell(what + ", as fast as rows are written", fastest, report);
        Optional<EndToEnd> sustained = new Sustained(pipe, seconds).below(fastest.writtenPerSecond());
        if (sustained.isPresent()) {
            tell(what + ", sustained", sustained.get(), report);
        }
    }

    static void tell(String name, EndToEnd measured, Report<EndToEnd> report) {
        System.err.printf("  %s: %,.0f/s", name, measured.seenPerSecond());
        System.err.println(
                Double.isNaN(measured.p50())
                        ? ""
                        : String.format(", p50 %.1f ms, p99 %.1f ms", measured.p50(), measured.p99()));
        report.add(name, measured);
    }
}
