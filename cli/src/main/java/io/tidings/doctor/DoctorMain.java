package io.tidings.doctor;

import io.tidings.capture.CaptureChecks;
import io.tidings.capture.CaptureMain;
import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.EnrichMain;
import io.tidings.enricher.EnricherChecks;
import io.tidings.service.Check;
import io.tidings.service.Look;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidings doctor}: says of a deployment what holds, and of what does not, what to do. */
@Command(
        name = "tidings doctor",
        description =
                "Checks a deployment: contracts, database, role, publication, slot, topics, offsets, registry. Prints a"
                        + " line for each check, [+] or [-], with what to do. Changes nothing. Exits with 4 unless all hold.")
public final class DoctorMain implements Tool.Command {

    @Mixin
    private Options options = new Options();

    private DoctorMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new DoctorMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public ExitCode call() throws InterruptedException {
        Configuration configuration = options.configuration();
        Contracts contracts = Options.compile(Options.contractsDirectory(configuration));
        boolean holds = print(List.of(Check.passes(
                "contracts", "All contracts compile: " + contracts.contracts().size() + ".")));
        Map<String, Look> looks =
                new LinkedHashMap<>(new CaptureChecks(CaptureMain.settings(configuration, contracts)).all());
        looks.putAll(new EnricherChecks(EnrichMain.settings(configuration, contracts), contracts).all());
        for (Map.Entry<String, Look> look : looks.entrySet()) {
            holds &= print(made(look.getKey(), look.getValue()));
        }
        return holds ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private static List<Check> made(String name, Look look) throws InterruptedException {
        try {
            return look.checks();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return List.of(Check.fails(
                    name, String.valueOf(e.getMessage()).lines().findFirst().orElse("No reason is known.")));
        }
    }

    private static boolean print(List<Check> checks) {
        checks.forEach(System.out::println);
        return checks.stream().allMatch(Check::passes);
    }
}
