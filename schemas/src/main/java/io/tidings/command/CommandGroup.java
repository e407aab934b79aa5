package io.tidings.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is nothing without one of its subcommands, and says which there are. */
public abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** For the groups. */
    protected CommandGroup() {}

    @Override
    public final void run() {
        CommandLine line = spec.commandLine();
        throw new ParameterException(
                line, "Name a command: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
