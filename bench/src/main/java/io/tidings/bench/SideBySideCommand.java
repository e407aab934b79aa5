package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings bench side-by-side}. */
@Command(
        name = "side-by-side",
        description = "Has the same log read by an enricher and by what people build otherwise with Kafka Streams and"
                + " PostgreSQL, one after the other, and counts the events that do not show the database as it stood at"
                + " the commit. Fails if the enricher has any.")
final class SideBySideCommand implements Tool.Command {
    @Option(names = "--audit-rows", paramLabel = "N", description = "Default: 100000.")
    private int auditRows = 100_000;

    @Option(names = "--reference-rows", paramLabel = "N", description = "Default: 100000.")
    private int referenceRows = 100_000;

    @Option(
            names = "--per-transaction",
            paramLabel = "N",
            split = ",",
            description = "Audit rows in a transaction, one log for each (default: 1,10).")
    private List<Integer> perTransaction = List.of(1, 10);

    @Option(
            names = "--asked-rows",
            paramLabel = "N",
            description = "How many audit rows PostgreSQL is asked about, the first of the log (default: 20000).")
    private int askedRows = 20_000;

    @Option(names = "--changes", paramLabel = "PERCENT", description = "Changes of reference rows (default: 20).")
    private int changes = 20;

    @Mixin
    private Scene scene = new Scene();

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        List<String> flaws = new ArrayList<>();
        ExitCode code = scene.play(new Report<>(Compared.COLUMNS), (surroundings, report) -> {
            try (ShopTables tables = ShopTables.start(surroundings.directory().resolve("postgresql"))) {
                SideBySide sideBySide = new SideBySide(surroundings, tables, report, flaws::add);
                for (int each : perTransaction) {
                    sideBySide.measure(
                            new ShopLog.Size(referenceRows, auditRows, each, changes),
                            Math.min(askedRows, auditRows),
                            scene.repetitions());
                }
            }
        });
        if (!flaws.isEmpty()) {
            throw new Refusal("The enricher's events are not what they must be: " + flaws.get(0)
                    + ". Report it, with this command line.");
        }
        return code;
    }
}
