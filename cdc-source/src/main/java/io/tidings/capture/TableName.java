package io.tidings.capture;

/** A table's name in two parts, of which the second can have dots. */
record TableName(String schema, String table) {

    static TableName parse(String text) {
        int dot = text.indexOf('.');
        Required.that(dot > 0 && dot < text.length() - 1, "tables names '" + text + "'; write schema.table");
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** As SQL wants it. */
    String quoted() {
        return quote(schema) + "." + quote(table);
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
