package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.release.ReleasedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings contracts release}: freezes the schemas as they are. */
@Command(
        name = "release",
        description = "Writes the schema of each contract that is new or changed as the next released version."
                + " From then on `check` holds changes against it. Exits with 3 when a change breaks consumers.")
final class ReleaseCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Mixin
    private ReleaseOptions release = new ReleaseOptions();

    @Option(names = "--dry-run", description = "Says what would be written, and writes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    private final ObjectNode result = new ObjectMapper().createObjectNode();

    @Override
    public ExitCode call() {
        Path directory = Options.contractsDirectory(options.configuration());
        Contracts contracts = Options.compile(directory);
        ReleasedFiles files = release.target(directory);
        CheckReport report = new CheckReport(contracts, files, CheckCommand.lines(directory));
        if (report.breaking()) {
            System.err.print("Nothing is released, because these changes break consumers:\n" + report.problems());
            return ExitCode.BREAKING;
        }
        int written = 0;
        for (Contract contract : contracts.contracts()) {
            written += release(contract, files) ? 1 : 0;
        }
        if (json) {
            System.out.println(result.put("written", !dryRun).toPrettyString());
            return ExitCode.OK;
        }
        System.out.println(written + " of " + contracts.contracts().size() + " contracts "
                + (dryRun ? "would be released to " : "released to ") + files.directory() + ".");
        return ExitCode.OK;
    }

    private boolean release(Contract contract, ReleasedFiles files) {
        SortedMap<Integer, Schema> released = files.of(contract.topic());
        int last = released.isEmpty() ? 0 : released.lastKey();
        String now = contract.schema().toString();
        if (Optional.ofNullable(released.get(last))
                .map(Schema::toString)
                .filter(now::equals)
                .isPresent()) {
            return false;
        }
        int number = dryRun ? last + 1 : files.add(contract.topic(), contract.schema());
        if (json) {
            result.withObject("/released").put(contract.topic(), number);
        } else {
            System.out.printf("  %-34s version %d%n", contract.topic(), number);
        }
        return true;
    }
}
