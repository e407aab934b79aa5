package io.tidings.command;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidings contracts}: works on contracts, without the pipeline. */
@Command(
        name = "tidings contracts",
        description = "Works on contracts.",
        subcommands = {
            ContractsMain.Check.class,
            ContractsMain.WriteCatalog.class,
            LineageCommand.class,
            DocsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class ContractsMain implements Runnable {
    private static final int CONNECT_LIMIT_SECONDS = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    private ContractsMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new ContractsMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Name a command: check, catalog, lineage or docs.");
    }

    /** {@code check}: compiles against the catalog file. */
    @Command(
            name = "check",
            description = "Compiles the contracts against the catalog.yaml beside them and reports every problem.")
    static final class Check implements Tool.Command {
        @Mixin
        private Options options = new Options();

        @Override
        public Options options() {
            return options;
        }

        @Override
        public ExitCode call() {
            Path directory = options.configured(options::contractsDirectory);
            Contracts contracts = Options.compile(directory);
            System.out.println(contracts.contracts().size() + " contracts in " + directory + " compile; they need "
                    + contracts.tables().size() + " tables.");
            for (Contract contract : contracts.contracts()) {
                System.out.printf("  %-34s %s%n", contract.topic(), String.join(", ", contract.actions()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code catalog}: describes the database for the compiler. */
    @Command(
            name = "catalog",
            description = "Reads the database's tables and writes those that the contracts need to catalog.yaml.")
    static final class WriteCatalog implements Tool.Command {
        @Mixin
        private Options options = new Options();

        private record Target(Path directory, String url, Properties properties) {}

        @Override
        public Options options() {
            return options;
        }

        @Override
        public ExitCode call() throws IOException {
            Target target = options.configured(this::target);
            Catalog catalog = DatabaseCatalog.read(target.url, target.properties);
            Contracts contracts = Options.compile(target.directory, catalog);
            Map<TableName, Table> needed = new TreeMap<>(catalog.tables());
            needed.keySet().retainAll(contracts.tables());
            Path file = target.directory.resolve(Options.CATALOG);
            Files.writeString(file, CatalogFile.write(Catalog.of(needed)));
            System.out.println(file + " describes " + needed.size() + " tables.");
            return ExitCode.OK;
        }

        private Target target(Configuration configuration) {
            Properties properties = new Properties();
            properties.put("user", configuration.text(Setting.DATABASE_USER));
            properties.put("password", configuration.text(Setting.DATABASE_PASSWORD));
            properties.put("sslmode", configuration.text(Setting.DATABASE_SSLMODE));
            properties.put("connectTimeout", String.valueOf(CONNECT_LIMIT_SECONDS));
            properties.put("loginTimeout", String.valueOf(CONNECT_LIMIT_SECONDS));
            String url = "jdbc:postgresql://" + configuration.text(Setting.DATABASE_HOST) + ":"
                    + configuration.number(Setting.DATABASE_PORT) + "/" + configuration.text(Setting.DATABASE_NAME);
            return new Target(options.contractsDirectory(configuration), url, properties);
        }
    }
}
