package io.tidings.reconcile.command;

import io.tidings.capture.CaptureMain;
import io.tidings.capture.CaptureSettings;
import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.TimeOption;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.contracts.plan.Contracts;
import io.tidings.reconcile.Comparing;
import io.tidings.reconcile.Reconciliation;
import io.tidings.reconcile.Told;
import io.tidings.service.TemporaryDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings reconcile}: proves that every audit row has its event. */
@Command(
        name = "tidings reconcile",
        description =
                "Compares the audit rows in the database with the events and dead letters in Kafka, up to now, and"
                        + " names what is missing. Capture and enricher must run. Exits with 4 when something is missing.",
        footer = {
            "",
            "Audit rows from before the first capture have no events, so give --since in a database that had some."
        })
public final class ReconcileMain implements Tool.Command {
    private static final int SHOWN = 1_000;

    @Mixin
    private Options options = new Options();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description =
                    "Only rows from this time on: 2026-11-21T20:00:00Z, or 2h for two hours ago (also s, m, d); needs"
                            + " reconcile.time-column.")
    private @Nullable Instant since;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long what is committed may take to become events (default: 60).")
    private int wait = 60;

    private ReconcileMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new ReconcileMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public ExitCode call() {
        TemporaryDirectory.require();
        Configuration configuration = options.configuration();
        Contracts contracts = Options.compile(Options.contractsDirectory(configuration));
        CaptureSettings settings = CaptureMain.settings(configuration, contracts);
        Reconciliation result = new Comparing(configuration, contracts, settings.database()::connect)
                .compare(Optional.ofNullable(since), Duration.ofSeconds(wait));
        System.out.println(
                "Compared " + result.rows() + " audit rows, which ask for " + result.expected() + " events.");
        print("missing", "neither an event nor a dead letter tells of them", result.missing());
        if (result.older() > 0) {
            System.out.println(
                    "  " + result.older() + " of them have the id of an earlier row, which has its event; or the"
                            + " application's clock is ahead of the database's by more than reconcile.clock-ahead");
        }
        print("dead-lettered", "rejected; see `./tidings dead-letters list`", result.deadLettered());
        print("extra", "events of audit rows that are not in the database: purged since", result.extra());
        return result.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private static void print(String name, String meaning, Collection<Told> told) {
        System.out.println(name + ": " + told.size() + (told.isEmpty() ? "" : " (" + meaning + ")"));
        told.stream().limit(SHOWN).forEach(one -> System.out.println("  " + one));
        if (told.size() > SHOWN) {
            System.out.println("  and " + (told.size() - SHOWN) + " more");
        }
    }
}
