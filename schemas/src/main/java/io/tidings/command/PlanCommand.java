package io.tidings.command;

import io.tidings.command.Registering.Standing;
import io.tidings.command.Registering.Status;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.ColumnChange;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings contracts plan}: what the pipeline will do with a database and a registry. */
@Command(
        name = "plan",
        description =
                "Looks at the live database and registry and tells what will be captured and registered, and which"
                        + " events the database's changes touch; changes nothing. Exits with 1 when the database lacks something,"
                        + " with 3 when a change breaks consumers.")
final class PlanCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Option(names = "--json", description = "Prints the plan as one JSON object.")
    private boolean json;

    private record Target(Path directory, SourceDatabase database, String publication, Registering registering) {}

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        Target target = new Target(
                Options.contractsDirectory(configuration),
                SourceDatabase.of(configuration),
                configuration.text(Setting.CAPTURE_PUBLICATION),
                Options.registering(configuration));
        PlanReport report = report(target);
        System.out.print(json ? report.json() : report.text());
        boolean refused = report.standings().stream().anyMatch(standing -> standing.status() == Status.REFUSED);
        return refused ? ExitCode.BREAKING : ExitCode.OK;
    }

    private static PlanReport report(Target target) {
        Catalog database = DatabaseCatalog.read(target.database.address(), target.database.properties());
        Contracts contracts = Options.compile(target.directory, database);
        String publication = target.publication.isEmpty() ? contracts.audit().nameInDatabase() : target.publication;
        Map<TableName, List<String>> published = DatabaseCatalog.published(
                        target.database.address(), target.database.properties(), publication)
                .orElse(Map.of());
        return new PlanReport(
                contracts,
                database,
                publication,
                published,
                ColumnChange.between(Options.catalog(target.directory), database),
                Lineage.of(contracts, database),
                standings(target.registering, contracts));
    }

    private static List<Standing> standings(Registering registering, Contracts contracts) {
        try {
            return contracts.contracts().stream().map(registering::standing).toList();
        } catch (RegistryException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }
}
