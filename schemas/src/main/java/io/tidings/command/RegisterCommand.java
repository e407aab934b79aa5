package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.command.Registering.Standing;
import io.tidings.command.Registering.Status;
import io.tidings.configuration.Configuration;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings contracts register}: puts the contracts' schemas into the registry. */
@Command(
        name = "register",
        description = "Registers each contract's schema under TOPIC-value and sets the subject's compatibility; what is"
                + " there already stays as it is. Registers none and exits with 3 when one breaks consumers.")
final class RegisterCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Option(names = "--dry-run", description = "Says what would be done, and changes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    private record Target(Path directory, Registering registering) {}

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        Target target = new Target(Options.contractsDirectory(configuration), Options.registering(configuration));
        Contracts contracts = Options.compile(target.directory);
        try {
            List<Standing> standings = contracts.contracts().stream()
                    .map(target.registering::standing)
                    .toList();
            boolean refused = standings.stream().anyMatch(standing -> standing.status() == Status.REFUSED);
            if (!dryRun && !refused) {
                standings = standings.stream()
                        .peek(target.registering::register)
                        .map(standing -> target.registering.standing(standing.contract()))
                        .toList();
            }
            System.out.print(json ? json(standings) : text(standings));
            if (refused && !json) {
                System.out.flush();
                System.err.print(refusal(standings));
            }
            return refused ? ExitCode.BREAKING : ExitCode.OK;
        } catch (RegistryException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private String text(List<Standing> standings) {
        StringBuilder text = new StringBuilder();
        standings.forEach(standing -> text.append(standing).append('\n'));
        long registered = standings.stream()
                .filter(standing -> standing.status() == Status.REGISTERED)
                .count();
        return text + (registered + " of " + standings.size() + " contracts are registered.\n");
    }

    private static String refusal(List<Standing> standings) {
        StringBuilder text = new StringBuilder("Nothing was registered, because these changes break consumers:\n");
        standings.forEach(standing -> standing.reasons()
                .forEach(reason -> text.append("  ")
                        .append(standing.contract().subject())
                        .append(": ")
                        .append(reason)
                        .append('\n')));
        return text + "Take them back, or give the contracts their next version with @version.\n";
    }

    private static String json(List<Standing> standings) {
        ObjectNode top = new ObjectMapper().createObjectNode();
        ArrayNode contracts = top.putArray("contracts");
        for (Standing standing : standings) {
            ObjectNode contract = contracts.addObject();
            contract.put("subject", standing.contract().subject());
            contract.put("status", standing.status().name().toLowerCase(Locale.ROOT));
            standing.id().ifPresent(id -> contract.put("id", id.id()).put("version", id.version()));
            standing.compatibility().ifPresent(level -> contract.put("compatibility", level.name()));
            contract.put("promised", standing.contract().compatibility().name());
            ArrayNode reasons = contract.putArray("reasons");
            standing.reasons().forEach(reasons::add);
        }
        return top.toPrettyString() + "\n";
    }
}
