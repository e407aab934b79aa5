package io.tidings.gaps;

import io.tidings.command.CommandGroup;
import io.tidings.command.Tool;
import picocli.CommandLine.Command;

/** {@code tidings gaps}: settles what was committed while the publication did not cover the audit table. */
@Command(
        name = "tidings gaps",
        description = "Lists the times in which audit rows may not have come, and settles them.",
        subcommands = {ListCommand.class, TellCommand.class, LetGoCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class GapsMain extends CommandGroup {
    private GapsMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new GapsMain(), Tool.Log.QUIET, arguments));
    }
}
