package io.tidings.quickstart;

import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.problem.Refusal;
import io.tidings.service.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings quickstart}: everything in one process, for a first look. */
@Command(
        name = "tidings quickstart",
        description = {
            "Starts PostgreSQL, Kafka and a schema registry, captures a database, and prints every event as it arrives.",
            "Without options it plays a story of about 40 actions in a demo database and runs until Ctrl-C."
        })
public final class QuickstartMain implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Option(names = "--once", description = "Ends after the workload; exit code 0 only if every audit row arrived.")
    private boolean once;

    @Option(
            names = "--database",
            paramLabel = "FILE.sql",
            description = "Creates and fills the database (default: the demo's).")
    private @Nullable Path database;

    @Option(
            names = "--workload",
            paramLabel = "FILE.sql",
            description = "Transactions to play: BEGIN; … COMMIT; or ROLLBACK; each alone on a line.")
    private @Nullable Path workload;

    @Option(
            names = "--events",
            paramLabel = "FILE.jsonl",
            description = "Writes the events of the workload, one JSON object a line, ordered by ce_sequence.")
    private @Nullable Path events;

    private QuickstartMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new QuickstartMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public ExitCode call() throws IOException, SQLException, InterruptedException {
        if (workload != null && database == null) {
            throw new Refusal("--workload needs --database: the tables in which its transactions happen.");
        }
        TemporaryDirectory.require();
        if (events != null) {
            Report.checkWritable(events);
        }
        Quickstart quickstart = new Quickstart(
                new Console(System.out, Ansi.AUTO),
                database == null ? Workload.demo() : Workload.of(database, workload),
                Options.contractsDirectory(options.configuration()),
                Path.of(System.getProperty("tidings.home", ".")).resolve("quickstart/target/registry"),
                !once);
        return quickstart.run(events) ? ExitCode.OK : ExitCode.FAILED;
    }
}
