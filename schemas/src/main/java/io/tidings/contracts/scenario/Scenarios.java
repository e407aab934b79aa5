package io.tidings.contracts.scenario;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scenarios of a directory of contracts: {@code scenarios/*.yaml} in it, of which {@code given.yaml} holds rows that every
 * scenario is given.
 *
 * @param contracts what they test
 */
public record Scenarios(Contracts contracts, List<Scenario> all) {
    private static final String DIRECTORY = "scenarios";
    private static final String GIVEN = "given.yaml";

    /**
     * What came of a scenario.
     *
     * @param told of its transaction, in order; empty when it could not be committed
     * @param problems in what way that is not as expected, each with its line; none when it passed
     */
    public record Result(Scenario scenario, List<Told> told, List<Problem> problems) {
        /** Whether all was as expected. */
        public boolean passed() {
            return problems.isEmpty();
        }
    }

    /**
     * Reads all scenarios; none when there is no such directory.
     *
     * @throws IOException when a file cannot be read
     */
    public static Scenarios read(Path directory, Contracts contracts, Catalog catalog, Problems problems)
            throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        List<Statement> shared = List.of();
        for (Path path : files(directory.resolve(DIRECTORY))) {
            String name = DIRECTORY + "/" + path.getFileName();
            YamlMapping top =
                    YamlMapping.parse(name, Files.readString(path), problems).orElse(null);
            ScenarioFile file = new ScenarioFile(name, catalog, contracts, problems);
            if (top != null && path.endsWith(GIVEN)) {
                shared = file.given(top);
            } else if (top != null) {
                scenarios.addAll(file.read(top, shared));
            }
        }
        return new Scenarios(contracts, scenarios);
    }

    /** The shared rows first. */
    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> scenarios =
                    new ArrayList<>(files.filter(path -> path.toString().endsWith(".yaml"))
                            .sorted()
                            .toList());
            Path given = directory.resolve(GIVEN);
            if (scenarios.remove(given)) {
                scenarios.add(0, given);
            }
            return scenarios;
        }
    }

    /** Plays a scenario. The same contracts and scenario give the same. */
    public Result play(Scenario scenario) {
        Rehearsal rehearsal = new Rehearsal(contracts);
        try {
            rehearsal.load(scenario.given());
            for (List<Statement> transaction : scenario.earlier()) {
                rehearsal.commit(transaction);
            }
            List<Told> told = rehearsal.commit(scenario.when());
            return new Result(scenario, told, compared(scenario, told));
        } catch (OpenTransaction.Misfit e) {
            return new Result(
                    scenario,
                    List.of(),
                    List.of(new Problem(scenario.file(), e.line(), String.valueOf(e.getMessage()))));
        }
    }

    private List<Problem> compared(Scenario scenario, List<Told> told) {
        List<Problem> problems = new ArrayList<>();
        List<Expected> then = scenario.then();
        for (int i = 0; i < Math.max(told.size(), then.size()); i++) {
            if (i >= then.size()) {
                problems.add(new Problem(
                        scenario.file(),
                        scenario.line(),
                        Expected.name(told.get(i)) + " is told too, and not expected."));
            } else {
                Expected expected = then.get(i);
                List<String> differences =
                        i < told.size() ? expected.differences(told.get(i), contracts.audit()) : List.of("is not told");
                differences.forEach(difference -> problems.add(
                        new Problem(scenario.file(), expected.line(), expected.topic() + ": " + difference + ".")));
            }
        }
        return problems;
    }
}
