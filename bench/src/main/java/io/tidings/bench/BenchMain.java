package io.tidings.bench;

import io.tidings.command.Tool;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tidings bench}: how fast it is, here. */
@Command(
        name = "tidings bench",
        description = "Measures how fast Tidings is on this machine; docs/performance.md says what the figures mean.",
        subcommands = EnrichCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class BenchMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    private BenchMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new BenchMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
