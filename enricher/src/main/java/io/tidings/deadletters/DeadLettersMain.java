package io.tidings.deadletters;

import io.tidings.command.CommandGroup;
import io.tidings.command.Tool;
import picocli.CommandLine.Command;

/** {@code tidings dead-letters}: works on rejected events. */
@Command(
        name = "tidings dead-letters",
        description = "Lists rejected events, shows them, and has them evaluated again.",
        subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersMain extends CommandGroup {
    private DeadLettersMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new DeadLettersMain(), Tool.Log.QUIET, arguments));
    }
}
