package io.tidings.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * A column type and a value of it: a table, a contract that shows the value, and what PostgreSQL says of it.
 *
 * @param type of the column, as PostgreSQL names it
 * @param value an SQL expression
 * @param field the Avro type of the event's field
 * @param says an SQL expression of the column {@code v} that gives the field's json, or {@code rejected}
 * @param key whether rows are looked up by it too
 * @param external whether the value is kept out of line, uncompressed
 * @param full whether the table needs {@code replica identity full}
 */
record TypeCase(
        String name,
        String type,
        String as,
        String value,
        String field,
        String says,
        boolean key,
        boolean external,
        boolean full) {
    private static final String REJECTED = "rejected";

    static List<TypeCase> read(Path file) throws IOException {
        List<TypeCase> cases = new ArrayList<>();
        Map<String, Map<String, Object>> yaml = new Yaml().load(Files.readString(file));
        yaml.forEach((name, entry) -> cases.add(new TypeCase(
                name,
                text(entry, "type", ""),
                text(entry, "as", text(entry, "type", "")),
                text(entry, "value", ""),
                text(entry, "field", "string"),
                text(entry, "says", "to_json(v::text)"),
                entry.get("key") == Boolean.TRUE,
                entry.get("external") == Boolean.TRUE,
                entry.get("full") == Boolean.TRUE)));
        return cases;
    }

    private static String text(Map<String, Object> entry, String key, String otherwise) {
        return String.valueOf(entry.getOrDefault(key, otherwise));
    }

    boolean rejected() {
        return says.equals(REJECTED);
    }

    /** The table with the row 1, and the table in which it is looked up. */
    String tables() {
        return "create table f_" + name + " (id bigint primary key, v " + type + ", note text);"
                + (external ? " alter table f_" + name + " alter v set storage external;" : "")
                + (full ? " alter table f_" + name + " replica identity full;" : "")
                + insert(1)
                + (key
                        ? " create table k_" + name + " (v " + type + " primary key, label text);" + " insert into k_"
                                + name + " select v, 'of the snapshot' from f_" + name + ";"
                        : "");
    }

    String insert(int id) {
        return " insert into f_" + name + " (id, v) values (" + id + ", (" + value + ")::" + as + ");";
    }

    String touch(int id) {
        return "update f_" + name + " set note = 'touched' where id = " + id + ";";
    }

    String relabel() {
        return key ? " update k_" + name + " set label = 'of the log';" : "";
    }

    String contract() {
        String event = "T_" + name;
        return "schema " + event + ";\nenum Mood { sad, happy, OTHER } = OTHER;\n@on(\"" + name
                + "\") @key(\"audit.id\") @topic(\"" + name + "\")\nrecord " + event + " {\n  " + "union { null, "
                + field.replace("union { null, ", "").replace(" }", "") + " } @from(\"audit.row -> f_" + name
                + ".v\") v = null;\n"
                + (key
                        ? "  union { null, string } @from(\"audit.row -> f_" + name + ".v -> k_" + name
                                + ".label\") found = null;\n  array<string> @from(\"audit.row -> f_" + name
                                + ".v <- k_" + name + ".v . label\") all;\n"
                        : "")
                + "}\n";
    }

    /** What PostgreSQL says, now, of what an event of the row must hold. */
    String truth(int id, String label) {
        String found = "(select label from k_" + name + " k where k.v = f.v)";
        return "insert into truth.expected select currval('audit_id_seq'), '" + name + ": " + label + "', "
                + (rejected()
                        ? "null"
                        : "json_build_object('v', " + says
                                + (key ? ", 'found', " + found + ", 'all', json_build_array(" + found + ")" : "") + ")")
                + ", " + rejected() + " from f_" + name + " f where id = " + id + ";";
    }
}
