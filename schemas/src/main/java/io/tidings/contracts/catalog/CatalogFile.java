package io.tidings.contracts.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The catalog as a file, {@code catalog.yaml} beside the contracts, so that contracts compile where no database is:
 *
 * <pre>
 * tables:
 *   public.users:
 *     primaryKey: [id]
 *     columns:
 *       id: uuid not null unique
 *       email: character varying unique
 *       manager_id: uuid references public.users
 * </pre>
 */
public final class CatalogFile {
    private static final String NOT_NULL = " not null";
    private static final String UNIQUE = " unique";
    private static final String REFERENCES = " references ";

    private CatalogFile() {}

    /** The catalog written as YAML; reading it gives an equal catalog. */
    public static String write(Catalog catalog) {
        StringBuilder yaml = new StringBuilder(catalog.tables().isEmpty() ? "tables: {}\n" : "tables:\n");
        for (Table table : catalog.tables().values()) {
            yaml.append("  ").append(quoted(table.name().toString())).append(":\n");
            yaml.append("    primaryKey: ").append(list(table.primaryKey().stream()));
            if (!table.references().isEmpty()) {
                yaml.append("    references: ")
                        .append(list(table.references().stream().map(TableName::toString)));
            }
            if (!table.partitionedBy().isEmpty()) {
                yaml.append("    partitionedBy: ").append(list(table.partitionedBy().stream()));
            }
            yaml.append(table.columns().isEmpty() ? "    columns: {}\n" : "    columns:\n");
            table.columns()
                    .forEach((name, column) -> yaml.append("      ")
                            .append(quoted(name))
                            .append(": ")
                            .append(quoted(write(column)))
                            .append('\n'));
        }
        return yaml.toString();
    }

    private static String list(Stream<String> names) {
        return names.map(CatalogFile::quoted).collect(Collectors.joining(", ", "[", "]\n"));
    }

    /** A column as it is written in the file. */
    static String write(Column column) {
        return column.type()
                + (column.nullable() ? "" : NOT_NULL)
                + (column.unique() ? UNIQUE : "")
                + column.references().map(table -> REFERENCES + table).orElse("");
    }

    private static String quoted(String text) {
        boolean plain = text.matches("[a-z_]([A-Za-z0-9_.() ]*[A-Za-z0-9_.()])?")
                && !List.of("null", "true", "false", "yes", "no", "on", "off", "y", "n")
                        .contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException with a sentence, when the text is no catalog
     */
    public static Catalog read(String yaml) {
        Object document = document(yaml);
        Map<TableName, Table> tables = new TreeMap<>();
        map(map(document, "the catalog").get("tables"), "tables").forEach((key, value) -> {
            TableName name = TableName.parse(key, "public");
            Map<String, Object> table = map(value, key);
            Map<String, Column> columns = new LinkedHashMap<>();
            map(table.get("columns"), key + ".columns")
                    .forEach((column, type) -> columns.put(column, readColumn(String.valueOf(type))));
            List<String> primaryKey = strings(table.get("primaryKey"), key + ".primaryKey");
            Set<TableName> references =
                    strings(table.getOrDefault("references", List.of()), key + ".references").stream()
                            .map(reference -> TableName.parse(reference, "public"))
                            .collect(Collectors.toSet());
            List<String> partitionedBy =
                    strings(table.getOrDefault("partitionedBy", List.of()), key + ".partitionedBy");
            tables.put(name, new Table(name, primaryKey, columns, references, new TreeSet<>(partitionedBy)));
        });
        return Catalog.of(tables);
    }

    private static @Nullable Object document(String yaml) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "The catalog is no YAML: "
                            + String.valueOf(e.getMessage()).lines().collect(Collectors.joining(" "))
                            + ". Write the file anew with `./tidings contracts catalog`.",
                    e);
        }
    }

    private static Column readColumn(String text) {
        String rest = text;
        Optional<TableName> references = Optional.empty();
        int at = rest.indexOf(REFERENCES);
        if (at >= 0) {
            references = Optional.of(TableName.parse(rest.substring(at + REFERENCES.length()), "public"));
            rest = rest.substring(0, at);
        }
        boolean unique = rest.endsWith(UNIQUE);
        rest = unique ? rest.substring(0, rest.length() - UNIQUE.length()) : rest;
        boolean notNull = rest.endsWith(NOT_NULL);
        rest = notNull ? rest.substring(0, rest.length() - NOT_NULL.length()) : rest;
        return new Column(rest, !notNull, unique, references);
    }

    private static Map<String, Object> map(@Nullable Object value, String what) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("In the catalog, " + what
                    + " is no mapping. Write the file anew with `./tidings contracts catalog`.");
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        map.forEach((key, entry) -> byName.put(String.valueOf(key), entry));
        return byName;
    }

    private static List<String> strings(@Nullable Object value, String what) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    "In the catalog, " + what + " is no list. Write the file anew with `./tidings contracts catalog`.");
        }
        return list.stream().map(String::valueOf).toList();
    }
}
