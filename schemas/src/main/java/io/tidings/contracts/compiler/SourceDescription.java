package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contracts.ExcludedColumn;
import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code source.yaml} says.
 *
 * @param audit the audit table's columns and what they mean
 * @param excluded columns that never leave the database
 * @param lines where each thing is written
 */
record SourceDescription(AuditTable audit, Set<ExcludedColumn> excluded, YamlMapping lines) {
    static final String FILE = "source.yaml";
    private static final Pattern REFERENCE = Pattern.compile("\\s*(\\S+)\\s*->\\s*(\\S+)\\s*");
    private static final Pattern SOURCE_NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** Reads the file; what does not fit goes to the problems. Empty when there is no audit table to go on with. */
    static Optional<SourceDescription> parse(String yaml, Problems problems) {
        int before = problems.count();
        YamlMapping top = YamlMapping.parse(FILE, yaml, problems);
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
        audit.allowOnly("table", "id", "action", "references", "entities", "types");
        String table = audit.required("table");
        String id = audit.required("id");
        String action = audit.required("action");
        if (problems.count() > before) {
            return Optional.empty();
        }
        TableName name = TableName.parse(table, "public");
        AuditTable described = new AuditTable(
                source,
                name,
                id,
                action,
                references(audit.mapping("references"), name, problems),
                entities(audit.mapping("entities")),
                types(audit.mapping("types"), name));
        return Optional.of(new SourceDescription(described, excluded(top, problems), audit));
    }

    private static Map<String, AuditTable.Reference> references(YamlMapping yaml, TableName audit, Problems problems) {
        Map<String, AuditTable.Reference> references = new LinkedHashMap<>();
        for (String root : yaml.keys()) {
            Matcher matcher = REFERENCE.matcher(yaml.required(root));
            if (matcher.matches()) {
                TableName table = TableName.parse(matcher.group(2), audit.schema());
                references.put(root, new AuditTable.Reference(matcher.group(1), table));
            } else {
                problems.add(FILE, yaml.line(root), "A reference is written `" + root + ": column -> table`.");
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

    private static Map<String, AuditTable.EntityType> types(YamlMapping yaml, TableName audit) {
        Map<String, AuditTable.EntityType> types = new LinkedHashMap<>();
        for (String type : yaml.keys()) {
            YamlMapping described = yaml.mapping(type);
            described.allowOnly("as", "table");
            String as = described.required("as");
            String table = described.required("table");
            if (!table.isEmpty()) {
                types.put(type, new AuditTable.EntityType(as, TableName.parse(table, audit.schema())));
            }
        }
        return types;
    }

    private static Set<ExcludedColumn> excluded(YamlMapping top, Problems problems) {
        Set<ExcludedColumn> excluded = new LinkedHashSet<>();
        for (String column : top.texts("exclude")) {
            String[] parts = column.split("\\.", -1);
            if (parts.length == 3) {
                excluded.add(new ExcludedColumn(new TableName(parts[0], parts[1]), parts[2]));
            } else {
                problems.add(
                        FILE,
                        top.line("exclude"),
                        "An excluded column is written schema.table.column, not " + column + ".");
            }
        }
        return excluded;
    }
}
