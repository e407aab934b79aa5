package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Compiles a directory of contracts: {@code source.yaml} and one {@code .avdl} file per event type, with files of
 * shared records beside them. Everything is checked before the first record is read.
 */
public final class ContractCompiler {
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
        Path source = directory.resolve(SourceDescription.FILE);
        if (!Files.isRegularFile(source)) {
            problems.add(
                    SourceDescription.FILE,
                    0,
                    "there is no such file in " + directory + "; it describes the audit table.");
            return Optional.empty();
        }
        Optional<SourceDescription> description = SourceDescription.parse(Files.readString(source), problems);
        List<ContractFile> files = files(directory, problems);
        return description.map(found -> contracts(found, files, directory));
    }

    static List<ContractFile> files(Path directory, Problems problems) throws IOException {
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

    private Contracts contracts(SourceDescription description, List<ContractFile> files, Path directory) {
        AuditTable audit = description.audit();
        Scope scope = new Scope(catalog, audit, description.excluded().keySet());
        new AuditCheck(description, catalog, scope, problems).check();
        SourceLines lines = new SourceLines(files);
        Map<String, String> topics = new HashMap<>();
        List<Contract> contracts = new ArrayList<>();
        for (ContractFile file : files) {
            if (file.event().isPresent()) {
                Schema event = file.event().get();
                Lines own = new Lines(lines, problems, file.name());
                Optional<Contract> contract = new EventCompiler(event, scope, audit, own).contract();
                contract.ifPresent(contracts::add);
                contract.ifPresent(compiled -> claim(compiled, topics, own));
            }
        }
        if (contracts.isEmpty() && problems.isEmpty()) {
            problems.add(directory.toString(), 0, "no .avdl file here declares an event with `schema Name;` and @on.");
        }
        return new Contracts(
                audit,
                contracts,
                scope.used(),
                scope.keyless(),
                scope.lookups(),
                new WatchedTables(catalog).of(contracts),
                description.excluded().keySet());
    }

    private static void claim(Contract contract, Map<String, String> topics, Lines lines) {
        String name = contract.schema().getName();
        String earlier = topics.putIfAbsent(contract.topic(), name);
        if (earlier != null) {
            lines.problem(
                    name,
                    "topic " + contract.topic() + " is claimed by " + earlier
                            + " too; a topic carries one event type.");
        }
    }
}
