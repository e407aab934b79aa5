package io.tidings.contracts.scenario;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the scenarios of one file; what does not fit goes to the problems. */
final class ScenarioFile {
    private static final Set<String> STATEMENTS = Set.of("insert", "update", "delete");

    private final String file;
    private final Catalog catalog;
    private final Contracts contracts;
    private final Problems problems;

    ScenarioFile(String file, Catalog catalog, Contracts contracts, Problems problems) {
        this.file = file;
        this.catalog = catalog;
        this.contracts = contracts;
        this.problems = problems;
    }

    /**
     * The scenarios of a file.
     *
     * @param shared rows that all files' scenarios are given
     */
    List<Scenario> read(YamlMapping top, List<Statement> shared) {
        top.allowOnly("given", "scenarios");
        List<Statement> ofFile = joined(shared, given(top.mapping("given")));
        return top.mappings("scenarios").stream()
                .map(scenario -> scenario(scenario, ofFile))
                .toList();
    }

    /** Rows by table. */
    List<Statement> given(YamlMapping tables) {
        List<Statement> rows = new ArrayList<>();
        for (String name : tables.keys()) {
            table(name, tables.line(name))
                    .ifPresent(table -> tables.mappings(name)
                            .forEach(row -> rows.add(statement(Statement.Kind.INSERT, table, row))));
        }
        return rows;
    }

    private Scenario scenario(YamlMapping yaml, List<Statement> ofFile) {
        yaml.allowOnly("name", "given", "earlier", "when", "then");
        if (!yaml.has("when") || !yaml.has("then")) {
            problems.add(
                    file,
                    yaml.line(),
                    "A scenario needs `when`, the statements of a transaction, and `then`, what is told of it.");
        }
        return new Scenario(
                file,
                yaml.line(),
                yaml.required("name"),
                joined(ofFile, given(yaml.mapping("given"))),
                yaml.lists("earlier").stream().map(this::transaction).toList(),
                transaction(yaml.mappings("when")),
                yaml.mappings("then").stream().map(this::expected).toList());
    }

    private static List<Statement> joined(List<Statement> first, List<Statement> second) {
        List<Statement> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** Each statement is a mapping of one name: {@code insert users: {id: 1}}. */
    private List<Statement> transaction(List<YamlMapping> statements) {
        List<Statement> transaction = new ArrayList<>();
        for (YamlMapping statement : statements) {
            for (String written : statement.keys()) {
                String[] words = written.split("\\s+", 2);
                if (words.length < 2 || !STATEMENTS.contains(words[0])) {
                    problems.add(
                            file,
                            statement.line(written),
                            "A statement is `insert TABLE`, `update TABLE` or `delete TABLE`, not `" + written + "`.");
                    continue;
                }
                Statement.Kind kind = Statement.Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
                table(words[1], statement.line(written))
                        .ifPresent(table -> statement
                                .mappings(written)
                                .forEach(row -> transaction.add(statement(kind, table, row))));
            }
        }
        return transaction;
    }

    private Statement statement(Statement.Kind kind, Table table, YamlMapping row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        row.values().forEach((name, written) -> {
            Column column = table.columns().get(name);
            if (column == null) {
                problems.add(
                        file,
                        row.line(name),
                        table.name() + " has no column " + name + "; it has "
                                + String.join(", ", table.columns().keySet()) + ".");
            } else {
                values.put(name, LoggedValue.of(column, written));
            }
        });
        return new Statement(row.line(), kind, table, values);
    }

    private Optional<Table> table(String written, int line) {
        try {
            Optional<Table> table = catalog.table(
                    TableName.parse(written, contracts.audit().table().schema()));
            if (table.isEmpty()) {
                problems.add(
                        file, line, "There is no table " + written + "; correct the name, or write the catalog anew.");
            }
            return table;
        } catch (IllegalArgumentException e) {
            problems.add(file, line, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Expected expected(YamlMapping yaml) {
        yaml.allowOnly("event", "rejected", "reason", "key", "actor", "cause", "value");
        boolean rejected = yaml.has("rejected");
        String topic = yaml.required(rejected ? "rejected" : "event");
        if (contracts.contracts().stream()
                .noneMatch(contract -> contract.topic().equals(topic))) {
            problems.add(
                    file,
                    yaml.line(),
                    "There is no event type " + topic + "; there are "
                            + contracts.contracts().stream()
                                    .map(contract -> contract.topic())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : List.of("key", "actor", "cause")) {
            yaml.optional(name).ifPresent(value -> attributes.put(name, value));
        }
        Optional<String> reason = rejected ? Optional.of(yaml.required("reason")) : Optional.empty();
        return new Expected(
                yaml.line(), topic, reason, attributes, yaml.mapping("value").values());
    }
}
