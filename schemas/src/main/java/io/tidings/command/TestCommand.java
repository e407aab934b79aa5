package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.scenario.Scenarios;
import io.tidings.contracts.scenario.Told;
import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import io.tidings.problem.Refusal;
import io.tidings.wire.PlainJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings contracts test}: plays the scenarios beside the contracts. */
@Command(
        name = "test",
        description = "Plays the scenarios/*.yaml beside the contracts: given rows, when a transaction, then events."
                + " Needs neither Kafka nor PostgreSQL. Exits with 1 when one of them fails.")
final class TestCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Option(names = "--json", description = "Prints the results as one JSON object.")
    private boolean json;

    @Option(names = "--events", description = "Prints each event that is told, to be copied into a scenario.")
    private boolean events;

    @Override
    public ExitCode call() {
        Path directory = Options.contractsDirectory(options.configuration());
        Catalog catalog = Options.catalog(directory);
        Contracts contracts = Options.compile(directory, catalog);
        long began = System.nanoTime();
        List<Scenarios.Result> results = play(directory, contracts, catalog);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        if (results.isEmpty()) {
            throw new Refusal("There is no scenario in " + directory.resolve("scenarios")
                    + "; write one (docs/contracts.md), or correct --contracts.");
        }
        Set<String> untested = untested(contracts, results);
        if (json) {
            System.out.println(json(results, untested, millis).toPrettyString());
        } else {
            results.forEach(this::print);
            System.out.println(summary(contracts, results, untested, millis));
        }
        return results.stream().allMatch(Scenarios.Result::passed) ? ExitCode.OK : ExitCode.FAILED;
    }

    /** What came of every scenario. */
    static List<Scenarios.Result> play(Path directory, Contracts contracts, Catalog catalog) {
        Problems problems = new Problems();
        try {
            Scenarios scenarios = Scenarios.read(directory, contracts, catalog, problems);
            if (!problems.isEmpty()) {
                throw Options.refusal("The scenarios in " + directory + " cannot be played:", problems.all());
            }
            return scenarios.all().stream().map(scenarios::play).toList();
        } catch (IOException e) {
            throw new Refusal("The scenarios in " + directory + " cannot be read; see to the files' permissions.", e);
        }
    }

    private void print(Scenarios.Result result) {
        System.out.printf(
                "%-6s %s:%d %s%n",
                result.passed() ? "ok" : "FAILED",
                result.scenario().file(),
                result.scenario().line(),
                result.scenario().name());
        for (Problem problem : result.problems()) {
            System.out.println("         " + problem);
        }
        if (events) {
            result.told().forEach(told -> System.out.println("         " + text(told)));
        }
    }

    private static String text(Told told) {
        return told.outcome() instanceof Outcome.Event event
                ? event.contract().topic() + " " + event.key() + " "
                        + PlainJson.of(event.contract().schema(), event.value())
                : "rejected " + told.outcome().contract().topic() + " " + ((Outcome.Rejected) told.outcome()).reasons();
    }

    private static Set<String> untested(Contracts contracts, List<Scenarios.Result> results) {
        Set<String> topics = new TreeSet<>();
        contracts.contracts().stream().map(Contract::topic).forEach(topics::add);
        results.stream()
                .filter(Scenarios.Result::passed)
                .flatMap(result -> result.told().stream())
                .forEach(told -> topics.remove(told.outcome().contract().topic()));
        return topics;
    }

    private static String summary(
            Contracts contracts, List<Scenarios.Result> results, Set<String> untested, long millis) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        int types = contracts.contracts().size();
        return results.size() + " scenarios, " + failed + " failed, " + (types - untested.size()) + " of " + types
                + " event types tested, " + millis + " ms"
                + (untested.isEmpty() ? "" : "; without a scenario that passes: " + String.join(", ", untested));
    }

    private static ObjectNode json(List<Scenarios.Result> results, Set<String> untested, long millis) {
        ObjectNode top = new ObjectMapper().createObjectNode();
        ArrayNode scenarios = top.putArray("scenarios");
        for (Scenarios.Result result : results) {
            ObjectNode scenario = scenarios.addObject();
            scenario.put("file", result.scenario().file());
            scenario.put("line", result.scenario().line());
            scenario.put("name", result.scenario().name());
            scenario.put("passed", result.passed());
            ArrayNode problems = scenario.putArray("problems");
            result.problems().forEach(problem -> problems.add(problem.toString()));
        }
        ArrayNode without = top.putArray("untested");
        untested.forEach(without::add);
        top.put("millis", millis);
        return top;
    }
}
