package io.tidings.deadletters;

import io.tidings.command.Tool;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tidings dead-letters}: works on rejected events. */
@Command(
        name = "tidings dead-letters",
        description = "Lists rejected events, shows them, and has them evaluated again.",
        subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    private DeadLettersMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new DeadLettersMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
