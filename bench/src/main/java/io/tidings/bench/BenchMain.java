package io.tidings.bench;

import io.tidings.command.CommandGroup;
import io.tidings.command.Tool;
import picocli.CommandLine.Command;

/** {@code tidings bench}: how fast it is, here. */
@Command(
        name = "tidings bench",
        description = "Measures how fast Tidings is on this machine; docs/performance.md says what the figures mean.",
        subcommands = {
            CaptureCommand.class,
            EndToEndCommand.class,
            EnrichCommand.class,
            GrowthCommand.class,
            PiecesCommand.class,
            RestartCommand.class,
            SideBySideCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class BenchMain extends CommandGroup {
    private BenchMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new BenchMain(), Tool.Log.QUIET, arguments));
    }
}
