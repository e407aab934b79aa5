package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings bench growth}. */
@Command(
        name = "growth",
        description =
                "Has enrichers read logs that differ from each other in one thing, and tells what a row costs: by the number"
                        + " of reference rows, by the length of the list in an event, by the size of a transaction, by the number of sources. With"
                        + " JAVA_OPTS=-Xmx512m that is the heap which all of them have.")
final class GrowthCommand implements Tool.Command {
    private static final int CHANGES = 20;
    private static final int PER_TRANSACTION = 10;
    private static final int USUAL_LIST = 5;
    private static final int INSTANCES = 2;

    /** Events with long lists are large; of them that many are enough. */
    private static final int LEAST_EVENTS = 1_000;

    @Option(names = "--audit-rows", paramLabel = "N", description = "Of each log, at least (default: 100000).")
    private int auditRows = 100_000;

    @Option(
            names = "--reference-rows",
            paramLabel = "N",
            split = ",",
            description = "Default: 10000,100000,1000000; the others are measured with the first.")
    private List<Integer> referenceRows = List.of(10_000, 100_000, 1_000_000);

    @Option(names = "--list", paramLabel = "N", split = ",", description = "Default: 1,10,100,1000.")
    private List<Integer> lists = List.of(1, 10, 100, 1_000);

    @Option(
            names = "--per-transaction",
            paramLabel = "N",
            split = ",",
            description = "Audit rows in a transaction (default: 1,100,10000,1000000).")
    private List<Integer> perTransaction = List.of(1, 100, 10_000, 1_000_000);

    @Option(
            names = "--sources",
            paramLabel = "N",
            split = ",",
            description = "Sources that share a log, read by one instance and by two (default: 1,2,4,8).")
    private List<Integer> sources = List.of(1, 2, 4, 8);

    @Mixin
    private Scene scene = new Scene();

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        return scene.play(new Report<>(Measured.COLUMNS), (surroundings, report) -> {
            Readings readings = new Readings(surroundings, scene.repetitions(), report);
            for (int references : referenceRows) {
                readings.of(
                        String.format("%d reference rows", references),
                        new ShopLog.Size(references, auditRows, PER_TRANSACTION, CHANGES));
            }
            for (int length : lists) {
                int events = Math.max(LEAST_EVENTS, auditRows * USUAL_LIST / Math.max(USUAL_LIST, length));
                readings.of(
                        String.format("lists of %d", length),
                        new ShopLog.Size(referenceRows.get(0), events, PER_TRANSACTION, CHANGES, length));
            }
            for (int each : perTransaction) {
                readings.of(
                        String.format("%d to a transaction", each),
                        new ShopLog.Size(referenceRows.get(0), Math.max(auditRows, each), each, CHANGES));
            }
            for (int many : sources) {
                ShopLog.Size size = new ShopLog.Size(referenceRows.get(0), auditRows / many, PER_TRANSACTION, CHANGES);
                for (int instances = 1; instances <= INSTANCES; instances++) {
                    readings.of(String.format("sources %d, instances %d", many, instances), size, many, instances);
                }
            }
        });
    }
}
