package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Compiles a directory of contracts: {@code source.yaml} and one {@code .avdl} file per event type, with files of
 * shared records beside them. Everything is checked before the first record is read.
 */
public final class ContractCompiler {
    private static final String SOURCE = "source.yaml";

    private final Problems problems = new Problems();
    private final Catalog catalog;

    private ContractCompiler(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Compiles the contracts of a directory against a catalog.
     *
     * @throws IOException when a file of the directory cannot be read
     */
    public static Compilation compile(Path directory, Catalog catalog) throws IOException {
        ContractCompiler compiler = new ContractCompiler(catalog);
        Optional<Contracts> contracts = compiler.contracts(directory);
        return contracts.isPresent() && compiler.problems.isEmpty()
                ? new Compilation.Compiled(contracts.get())
                : new Compilation.Failed(compiler.problems.all());
    }

    private Optional<Contracts> contracts(Path directory) throws IOException {
        Path source = directory.resolve(SOURCE);
        if (!Files.isRegularFile(source)) {
            problems.add(SOURCE, 0, "there is no such file in " + directory + "; it describes the audit table.");
            return Optional.empty();
        }
        Optional<SourceDescription> description = SourceDescription.parse(Files.readString(source), problems);
        List<ContractFile> files = files(directory);
        if (description.isEmpty()) {
            return Optional.empty();
        }
        AuditTable audit = description.get().audit();
        Scope scope = new Scope(catalog, audit, description.get().excluded());
        checkAudit(audit, scope, description.get());
        Lines lines = new Lines(files, problems);
        List<Contract> contracts = new ArrayList<>();
        for (ContractFile file : files) {
            file.event().flatMap(event -> contract(event, audit, scope, lines)).ifPresent(contracts::add);
        }
        if (contracts.isEmpty() && problems.isEmpty()) {
            problems.add(directory.toString(), 0, "no .avdl file here declares an event with `schema Name;` and @on.");
        }
        checkTopics(contracts, lines);
        return Optional.of(new Contracts(
                audit,
                contracts,
                scope.used(),
                scope.lookups(),
                description.get().excluded()));
    }

    private List<ContractFile> files(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> entries = Files.list(directory)) {
            paths = entries.filter(path -> path.toString().endsWith(".avdl"))
                    .sorted()
                    .toList();
        }
        List<ContractFile> files = new ArrayList<>();
        for (Path path : paths) {
            ContractFile.read(path, problems).ifPresent(files::add);
        }
        return files;
    }

    private void checkAudit(AuditTable audit, Scope scope, SourceDescription description) {
        try {
            Table table = scope.table(audit.table());
            List<String> columns = new ArrayList<>(List.of(audit.id(), audit.action()));
            audit.references().values().forEach(reference -> columns.add(reference.column()));
            audit.entities().values().forEach(entity -> {
                columns.add(entity.typeColumn());
                columns.add(entity.idColumn());
            });
            for (String column : columns) {
                if (!table.columns().containsKey(column)) {
                    problem(description, "table", audit.table() + " has no column " + column + ".");
                }
            }
            for (AuditTable.Reference reference : audit.references().values()) {
                checkKey(scope.table(reference.table()));
            }
            for (AuditTable.EntityType type : audit.types().values()) {
                checkKey(scope.table(type.table()));
            }
        } catch (Misfit e) {
            problem(description, "table", e.getMessage() + ".");
        }
    }

    private static void checkKey(Table table) throws Misfit {
        if (table.primaryKey().size() > 1) {
            throw new Misfit(table.name() + " has a primary key of several columns; one column of the audit table"
                    + " cannot point to it");
        }
    }

    private void problem(SourceDescription description, String key, String sentence) {
        problems.add(SourceDescription.FILE, description.lines().line(key), sentence);
    }

    private Optional<Contract> contract(Schema event, AuditTable audit, Scope scope, Lines lines) {
        String name = event.getName();
        if (event.getType() != Schema.Type.RECORD) {
            lines.problem(name, "an event is a record.");
            return Optional.empty();
        }
        Set<String> actions = actions(event, lines);
        PathCompiler paths = new PathCompiler(scope);
        Optional<PathPlan> key = key(event, paths, lines);
        String eventType = text(event, Annotations.TOPIC).orElse(kebabCase(name));
        RecordPlan record = new RecordCompiler(paths, lines).event(event, Annotations.plain(event));
        return key.map(path -> new Contract(
                audit.source(),
                eventType,
                topic(eventType, version(event, lines)),
                version(event, lines),
                actions,
                path,
                record));
    }

    private static Set<String> actions(Schema event, Lines lines) {
        Object on = event.getObjectProp(Annotations.ON);
        if (on instanceof String action) {
            return Set.of(action);
        }
        if (on instanceof List<?> actions
                && !actions.isEmpty()
                && actions.stream().allMatch(String.class::isInstance)) {
            return new LinkedHashSet<>(actions.stream().map(String.class::cast).toList());
        }
        lines.problem(event.getName(), "an event needs @on(\"action\") or @on([\"action\", \"action\"]).");
        return Set.of();
    }

    private static Optional<PathPlan> key(Schema event, PathCompiler paths, Lines lines) {
        Optional<String> key = text(event, Annotations.KEY);
        if (key.isEmpty()) {
            lines.problem(
                    event.getName(), "an event needs @key(\"root.column\"): the record key, which orders events.");
            return Optional.empty();
        }
        try {
            PathCompiler.Compiled compiled = paths.fromRoot(PathParser.path(key.get()));
            if (compiled.end().value().isEmpty() || compiled.end().many()) {
                throw new Misfit("@key must end at one column");
            }
            return Optional.of(compiled.plan());
        } catch (Misfit | PathException e) {
            lines.problem(event.getName(), "@key: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static int version(Schema event, Lines lines) {
        Object version = event.getObjectProp(Annotations.VERSION);
        if (version == null) {
            return 1;
        }
        if (version instanceof Integer number && number > 0) {
            return number;
        }
        lines.problem(event.getName(), "@version is a number from 1.");
        return 1;
    }

    /** A new major version is a new topic, so that old consumers stay untouched. */
    private static String topic(String eventType, int version) {
        return version == 1 ? eventType : eventType + ".v" + version;
    }

    private static Optional<String> text(Schema event, String annotation) {
        return Optional.ofNullable(event.getObjectProp(annotation)).map(String::valueOf);
    }

    static String kebabCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static void checkTopics(List<Contract> contracts, Lines lines) {
        for (int i = 0; i < contracts.size(); i++) {
            for (Contract earlier : contracts.subList(0, i)) {
                Contract later = contracts.get(i);
                if (later.topic().equals(earlier.topic())) {
                    lines.problem(
                            later.schema().getName(),
                            "topic " + later.topic() + " is claimed by "
                                    + earlier.schema().getName() + " too; a topic carries one event type.");
                }
            }
        }
    }
}
