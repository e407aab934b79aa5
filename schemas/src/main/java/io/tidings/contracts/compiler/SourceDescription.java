package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contracts.ExcludedColumn;
import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code source.yaml} says.
 *
 * @param audit the audit table's columns and what they mean
 * @param excluded columns that never leave the database, with the line of each
 * @param lines where each thing is written
 */
record SourceDescription(AuditTable audit, Map<ExcludedColumn, Integer> excluded, YamlMapping lines) {
    static final String FILE = "source.yaml";
    private static final Pattern REFERENCE = Pattern.compile("\\s*(\\S+)\\s*->\\s*(\\S+)\\s*");
    private static final Pattern SOURCE_NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** Reads the file; what does not fit goes to the problems. Empty when there is no audit table to go on with. */
    static Optional<SourceDescription> parse(String yaml, Problems problems) {
        return YamlMapping.parse(FILE, yaml, problems).flatMap(top -> read(top, problems));
    }

    private static Optional<SourceDescription> read(YamlMapping top, Problems problems) {
        int before = problems.count();
        top.allowOnly("source", "audit", "exclude");
        String source = top.required("source");
        if (!source.isEmpty() && !SOURCE_NAME.matcher(source).matches()) {
            problems.add(
                    FILE,
                    top.line("source"),
                    "`source` names topics and a replication slot: use lower-case letters, digits, - and _, not '"
                            + source + "'.");
        }
        YamlMapping audit = top.mapping("audit");
        audit.allowOnly("table", "id", "action", "traceparent", "references", "entities", "types");
        String table = audit.required("table");
        String id = audit.required("id");
        String action = audit.required("action");
        if (problems.count() > before) {
            return Optional.empty();
        }
        SourceDescription.Tables tables = new Tables("public", problems);
        Optional<TableName> name = tables.table(audit, "table", table);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Tables beside = new Tables(name.get().schema(), problems);
        AuditTable described = new AuditTable(
                source,
                name.get(),
                id,
                action,
                audit.optional("traceparent"),
                references(audit.mapping("references"), beside),
                entities(audit.mapping("entities")),
                types(audit.mapping("types"), beside));
        checkRoots(described, audit, problems);
        return Optional.of(new SourceDescription(described, excluded(top, problems), audit));
    }

    /** Reads the names of tables; a table without a schema is in the given one. */
    private record Tables(String schema, Problems problems) {
        Optional<TableName> table(YamlMapping yaml, String key, String text) {
            try {
                return Optional.of(TableName.parse(text, schema));
            } catch (IllegalArgumentException e) {
                problems.add(FILE, yaml.line(key), String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
    }

    private static void checkRoots(AuditTable audit, YamlMapping yaml, Problems problems) {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put(AuditTable.ROOT, "audit");
        kinds.put(AuditTable.CHANGED, "changes of rows");
        kinds.put(AuditTable.BEFORE, "changes of rows");
        audit.references().keySet().forEach(root -> claim(kinds, root, "references", yaml, problems));
        audit.entities().keySet().forEach(root -> claim(kinds, root, "entities", yaml, problems));
        audit.types().values().forEach(type -> claim(kinds, type.as(), "types", yaml, problems));
    }

    private static void claim(
            Map<String, String> kinds, String root, String kind, YamlMapping yaml, Problems problems) {
        String earlier = kinds.putIfAbsent(root, kind);
        if (earlier != null && !earlier.equals(kind)) {
            problems.add(
                    FILE, yaml.line(kind), "The root `" + root + "` is named under `" + earlier + "` too; rename one.");
        }
    }

    private static Map<String, AuditTable.Reference> references(YamlMapping yaml, Tables tables) {
        Map<String, AuditTable.Reference> references = new LinkedHashMap<>();
        for (String root : yaml.keys()) {
            Matcher matcher = REFERENCE.matcher(yaml.required(root));
            if (matcher.matches()) {
                String column = matcher.group(1);
                tables.table(yaml, root, matcher.group(2))
                        .ifPresent(table -> references.put(root, new AuditTable.Reference(column, table)));
            } else {
                tables.problems().add(FILE, yaml.line(root), "A reference is written `" + root + ": column -> table`.");
            }
        }
        return references;
    }

    private static Map<String, AuditTable.Entity> entities(YamlMapping yaml) {
        Map<String, AuditTable.Entity> entities = new LinkedHashMap<>();
        for (String root : yaml.keys()) {
            YamlMapping pair = yaml.mapping(root);
            pair.allowOnly("type", "id");
            entities.put(root, new AuditTable.Entity(pair.required("type"), pair.required("id")));
        }
        return entities;
    }

    private static Map<String, AuditTable.EntityType> types(YamlMapping yaml, Tables tables) {
        Map<String, AuditTable.EntityType> types = new LinkedHashMap<>();
        for (String type : yaml.keys()) {
            YamlMapping described = yaml.mapping(type);
            described.allowOnly("as", "table");
            String as = described.required("as");
            String table = described.required("table");
            if (!table.isEmpty()) {
                tables.table(described, "table", table)
                        .ifPresent(name -> types.put(type, new AuditTable.EntityType(as, name)));
            }
        }
        return types;
    }

    private static Map<ExcludedColumn, Integer> excluded(YamlMapping top, Problems problems) {
        Map<ExcludedColumn, Integer> excluded = new LinkedHashMap<>();
        top.lines("exclude").forEach((column, line) -> {
            String[] parts = column.split("\\.", -1);
            if (parts.length == 3 && Stream.of(parts).noneMatch(String::isEmpty)) {
                excluded.put(new ExcludedColumn(new TableName(parts[0], parts[1]), parts[2]), line);
            } else {
                problems.add(FILE, line, "An excluded column is written schema.table.column, not " + column + ".");
            }
        });
        return excluded;
    }
}
