package io.tidings.contracts.catalog;

/**
 * A table with its schema, as PostgreSQL spells them: {@code public.users}. Case is significant.
 *
 * @param schema the schema, never empty
 * @param table the table, never empty
 */
public record TableName(String schema, String table) implements Comparable<TableName> {
    public TableName {
        if (schema.isEmpty() || table.isEmpty()) {
            throw new IllegalArgumentException("A table is written schema.table, not '" + schema + "." + table + "'.");
        }
    }

    /** Reads {@code schema.table}, or {@code table} in the given schema. */
    public static TableName parse(String text, String defaultSchema) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new TableName(defaultSchema, text)
                : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** As SQL wants it. */
    public String quoted() {
        return quote(schema) + "." + quote(table);
    }

    /** An identifier as SQL wants it. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
