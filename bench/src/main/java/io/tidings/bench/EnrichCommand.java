package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Brokers brokers = new Brokers();

    @Mixin
    private Scene scene = new Scene();

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        return scene.play(new Report<>(Measured.COLUMNS), brokers, (surroundings, report) -> {
            Readings readings = new Readings(surroundings, scene.repetitions(), report);
            for (int each : perTransaction) {
                readings.of(
                        "enrich, " + each + " to a transaction",
                        new ShopLog.Size(referenceRows, auditRows, each, changes));
            }
        });
    }
}
