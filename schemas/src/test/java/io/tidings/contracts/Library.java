package io.tidings.contracts;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.Compilation;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.scenario.MemoryView;
import io.tidings.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The sample database of docs/contracts.md, with contracts written into a directory of the test's own. */
public final class Library {
    private final MarkdownDocument document = MarkdownDocument.read(Path.of("..", "docs", "contracts.md"));
    private final Catalog catalog = CatalogFile.read(document.only("yaml catalog"));
    private final MemoryView view = rows();

    /** The page. */
    public MarkdownDocument document() {
        return document;
    }

    /** Its catalog. */
    public Catalog catalog() {
        return catalog;
    }

    /** Its source.yaml. */
    public String source() {
        return document.only("yaml source");
    }

    /** Compiles source.yaml and the given files. */
    public Compilation compile(Path directory, Map<String, String> files) {
        return compile(directory, source(), files, catalog);
    }

    /** Compiles the given files, which are all of the directory, against a catalog. */
    public static Compilation compile(Path directory, String source, Map<String, String> files, Catalog catalog) {
        try {
            Files.writeString(directory.resolve("source.yaml"), source);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
            return ContractCompiler.compile(directory, catalog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contracts of a compilation that must have succeeded. */
    public static Contracts contracts(Compilation compilation) {
        return compilation.fold(contracts -> contracts, problems -> {
            throw new AssertionError(problems);
        });
    }

    /** The problems of a compilation that must have failed, as printed. */
    public static List<String> problems(Compilation compilation) {
        return compilation.fold(
                contracts -> {
                    throw new AssertionError("This compiles.");
                },
                problems -> problems.stream().map(Problem::toString).toList());
    }

    /** What the one contract makes of an audit row. */
    public Outcome evaluate(Contracts contracts, int auditId) {
        return contracts
                .evaluate(audited(auditId, view), Memory.none())
                .outcomes()
                .get(0);
    }

    /** An audit row of the page, committed when the database stood as in the view. */
    public Trigger audited(int auditId, MemoryView committed) {
        return new Trigger.Audited(
                view.row(new TableName("public", "audit_log"), Key.of(String.valueOf(auditId)))
                        .orElseThrow(),
                committed);
    }

    /** The page's rows, as they are now. */
    public MemoryView view() {
        return view;
    }

    private MemoryView rows() {
        MemoryView now = MemoryView.of(catalog, yaml(document.only("yaml rows")), null);
        MemoryView gone = MemoryView.of(catalog, yaml(document.only("yaml rows-before-deletion")), null);
        return new MemoryView(now.tables(), now.overlaid(gone));
    }

    private static Map<String, List<Map<String, @Nullable Object>>> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
