package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings bench restart}. */
@Command(
        name = "restart",
        description =
                "Has an enricher read a snapshot of reference rows, and starts it again and again: with its local state, and"
                        + " without, when it restores the state from Kafka.")
final class RestartCommand implements Tool.Command {
    private static final int AUDIT_ROWS = 1_000;

    @Option(names = "--reference-rows", paramLabel = "N", description = "Default: 1000000.")
    private int referenceRows = 1_000_000;

    @Mixin
    private Scene scene = new Scene();

    @Override
    public ExitCode call() throws IOException, InterruptedException, ExecutionException {
        return scene.play(new Report<>(Restarted.COLUMNS), this::measure);
    }

    private void measure(Scene.Surroundings surroundings, Report<Restarted> report)
            throws IOException, InterruptedException, ExecutionException {
        Contracts contracts = ShopContracts.compiled();
        FilledLog log =
                FilledLog.fill(surroundings.kafka(), "changes", new ShopLog.Size(referenceRows, AUDIT_ROWS, 1, 0));
        for (int repetition = 0; repetition <= scene.repetitions(); repetition++) {
            Restarting restarting = new Restarting(surroundings, log, "bench-" + repetition, contracts);
            Restarted restarted = restarting.measure();
            System.err.printf(
                    "  %.1f s, %.1f s, %.1f s%s%n",
                    restarted.readSeconds(),
                    restarted.warmSeconds(),
                    restarted.coldSeconds(),
                    repetition == 0 ? " (warm-up)" : "");
            if (repetition > 0) {
                report.add(String.format("restart, %,d rows", referenceRows), restarted);
            }
        }
    }
}
