package io.tidings.capture;

/** A table's name in two parts. */
record TableName(String schema, String table) {

    static TableName parse(String text) {
        int dot = text.indexOf('.');
        Required.that(
                dot > 0 && dot < text.length() - 1 && text.indexOf('.', dot + 1) < 0,
                "tables names '" + text + "'; write schema.table");
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
