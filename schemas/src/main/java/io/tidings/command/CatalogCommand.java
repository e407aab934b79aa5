package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidings contracts catalog}: describes the database for the compiler. */
@Command(
        name = "catalog",
        description = "Reads the database's tables and writes those that the contracts need to catalog.yaml.")
final class CatalogCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    private record Target(Path directory, SourceDatabase database) {}

    @Override
    public ExitCode call() throws IOException {
        Configuration configuration = options.configuration();
        Target target = new Target(Options.contractsDirectory(configuration), SourceDatabase.of(configuration));
        Catalog catalog = DatabaseCatalog.read(target.database.address(), target.database.properties());
        Contracts contracts = Options.compile(target.directory, catalog);
        Map<TableName, Table> needed = new TreeMap<>(catalog.tables());
        needed.keySet().retainAll(contracts.tables());
        Path file = target.directory.resolve(Options.CATALOG);
        Files.writeString(file, CatalogFile.write(Catalog.of(needed)));
        System.out.println(file + " describes " + needed.size() + " tables.");
        return ExitCode.OK;
    }
}
