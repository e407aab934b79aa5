package io.tidings.command;

import picocli.CommandLine.Command;

/** {@code tidings contracts}: works on contracts, without the pipeline. */
@Command(
        name = "tidings contracts",
        description = "Works on contracts.",
        subcommands = {
            CatalogCommand.class,
            CheckCommand.class,
            DiffCommand.class,
            DocsCommand.class,
            LineageCommand.class,
            PlanCommand.class,
            RegisterCommand.class,
            ReleaseCommand.class,
            RoleCommand.class,
            TestCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class ContractsMain extends CommandGroup {
    private ContractsMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new ContractsMain(), Tool.Log.QUIET, arguments));
    }
}
