package io.tidings.command;

import picocli.CommandLine.Option;

/** What every command has; {@link Tool} heeds them. */
public final class UsualOptions {
    @Option(names = Tool.DEBUG, description = "Shows more of the log, and a stack trace when something fails.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;
}
