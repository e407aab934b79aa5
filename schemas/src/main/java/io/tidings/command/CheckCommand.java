package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.contracts.compiler.SourceLines;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.release.Versions;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings contracts check}: compiles, and compares with what was released. */
@Command(
        name = "check",
        description = "Compiles the contracts against the catalog.yaml beside them, and compares each schema with its"
                + " released versions. Exits with 1 when they do not compile, with 3 when a change breaks consumers.")
final class CheckCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Mixin
    private ReleaseOptions release = new ReleaseOptions();

    @Option(names = "--registry", description = "Compares with the versions in the registry instead of those in files.")
    private boolean registry;

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    private record Target(Path directory, Optional<RegistrySettings> registry) {}

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        Target target = new Target(
                Options.contractsDirectory(configuration),
                registry ? Optional.of(Options.registry(configuration)) : Optional.empty());
        Contracts contracts = Options.compile(target.directory);
        Versions versions =
                target.registry.<Versions>map(RegistryVersions::new).orElseGet(() -> release.files(target.directory));
        CheckReport report = new CheckReport(contracts, versions, lines(target.directory));
        if (json) {
            System.out.println(report.json().toPrettyString());
        } else {
            System.out.println(contracts.contracts().size() + " contracts in " + target.directory
                    + " compile; they need " + contracts.tables().size() + " tables.");
            System.out.print(report.summary());
            if (report.breaking()) {
                System.out.flush();
                System.err.print("These changes break consumers:\n" + report.problems());
            }
        }
        return report.breaking() ? ExitCode.BREAKING : ExitCode.OK;
    }

    static SourceLines lines(Path directory) {
        try {
            return SourceLines.read(directory);
        } catch (IOException e) {
            throw new Refusal("The contracts in " + directory + " cannot be read; correct --contracts.", e);
        }
    }
}
