package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidings bench enrich}. */
@Command(
        name = "enrich",
        description =
                "Fills a log of changes and has it read by an enricher on one thread, again and again: a snapshot of"
                        + " reference rows, then audit rows, each of which asks for an event with three single look-ups and a list"
                        + " of five. Needs a few gigabytes of disk.")
final class EnrichCommand implements Tool.Command {
    @Option(names = "--audit-rows", paramLabel = "N", description = "Default: 1000000.")
    private int auditRows = 1_000_000;

    @Option(names = "--reference-rows", paramLabel = "N", description = "Default: 1000000.")
    private int referenceRows = 1_000_000;

    @Option(
            names = "--per-transaction",
            paramLabel = "N",
            split = ",",
            description = "Audit rows in a transaction, one log for each (default: 1,10,100).")
    private List<Integer> perTransaction = List.of(1, 10, 100);

    @Option(names = "--changes", paramLabel = "PERCENT", description = "Changes of reference rows (default: 20).")
    private int changes = 20;

    @Option(names = "--repetitions", paramLabel = "N", description = "After one that does not count (default: 3).")
    private int repetitions = 3;

    @Option(names = "--directory", paramLabel = "DIR", description = "Where logs and state are (default: temporary).")
    private @Nullable Path directory;

    @Option(names = "--json", description = "Prints every reading as JSON.")
    private boolean json;

    @Option(names = Tool.DEBUG, description = "Shows more of the log, and a stack trace when something fails.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        Path place = Files.createTempDirectory(
                directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory, "tidings-bench");
        try (BrokerProcess broker = BrokerProcess.start(place.resolve("kafka"));
                RegistryStandIn registry = RegistryStandIn.start()) {
            Report report = new Report();
            for (int each : perTransaction) {
                measure(broker, registry, place, each, report);
            }
            System.out.print(json ? report.json() : report.table());
            return ExitCode.OK;
        } finally {
            delete(place);
        }
    }

    private void measure(BrokerProcess broker, RegistryStandIn registry, Path place, int each, Report report)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.address());
        Contracts contracts = Reading.contracts();
        FilledLog log =
                FilledLog.fill(kafka, "changes-" + each, new ShopLog.Size(referenceRows, auditRows, each, changes));
        System.err.println("changes-" + each + ": " + log.end() + " records, " + log.bytes() / 1_000_000 + " MB");
        Reading reading = new Reading(kafka, registry.url(), place, log);
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            Measured measured = reading.measure("bench-" + each + "-" + repetition, contracts, auditRows);
            System.err.printf("  %,.0f rows/s%s%n", measured.rowsPerSecond(), repetition == 0 ? " (warm-up)" : "");
            if (repetition > 0) {
                report.add("enrich, " + each + " to a transaction", measured);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.forEach(paths::add);
        }
        paths.sort(Comparator.reverseOrder());
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
