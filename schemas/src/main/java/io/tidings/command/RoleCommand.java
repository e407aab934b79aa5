package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.plan.Contracts;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidings contracts role}: what an administrator runs so that the capture may do its work, and no more. */
@Command(
        name = "role",
        description = "Prints the SQL that makes the capture's role and publication for these contracts: the role of"
                + " database.user, with the rights that the capture needs and no others. Needs no database.")
final class RoleCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        Path directory = Options.contractsDirectory(configuration);
        Catalog catalog = Options.catalog(directory);
        Contracts contracts = Options.compile(directory, catalog);
        CaptureRole role = new CaptureRole(
                configuration.text(Setting.DATABASE_USER),
                SourceDatabase.of(configuration).address().name(),
                configuration.text(
                        Setting.CAPTURE_PUBLICATION, contracts.audit().nameInDatabase()),
                contracts,
                catalog);
        System.out.print(role.sql());
        return ExitCode.OK;
    }
}
