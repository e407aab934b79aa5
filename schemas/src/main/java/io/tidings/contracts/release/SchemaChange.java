package io.tidings.contracts.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A difference between two versions of a schema.
 *
 * @param field its full name
 * @param words what is different
 */
public record SchemaChange(Kind kind, String field, String words) {

    /** What became of a field. */
    public enum Kind {
        CAME("+"),
        WENT("−"),
        CHANGED("~");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /** As diffs write it. */
        public String sign() {
            return sign;
        }
    }

    /** What came, went and changed, in the order of the fields; fields within a record that came or went are not told. */
    public static List<SchemaChange> between(Schema older, Schema newer) {
        Map<String, SchemaFields.Field> before = SchemaFields.of(older);
        Map<String, SchemaFields.Field> after = SchemaFields.of(newer);
        List<SchemaChange> changes = new ArrayList<>();
        before.forEach((name, field) -> {
            if (!after.containsKey(name) && !within(name, before, after)) {
                changes.add(new SchemaChange(Kind.WENT, name, field.type()));
            }
        });
        after.forEach((name, field) -> {
            SchemaFields.Field was = before.get(name);
            if (was == null && !within(name, after, before)) {
                changes.add(new SchemaChange(Kind.CAME, name, field.type()));
            } else if (was != null && !was.type().equals(field.type())) {
                changes.add(new SchemaChange(Kind.CHANGED, name, was.type() + " → " + field.type()));
            } else if (was != null && !was.doc().equals(field.doc())) {
                changes.add(new SchemaChange(Kind.CHANGED, name, "described anew: " + field.doc()));
            }
        });
        return changes;
    }

    /** As a line of a diff. */
    @Override
    public String toString() {
        return kind.sign() + " " + field + ": " + words;
    }

    /** Whether a record around the field is in one schema and not in the other. */
    private static boolean within(
            String name, Map<String, SchemaFields.Field> has, Map<String, SchemaFields.Field> lacks) {
        String around = name;
        while (around.contains(".")) {
            around = around.substring(0, around.lastIndexOf('.')).replaceFirst("(\\[]|\\{})+$", "");
            if (has.containsKey(around) && !lacks.containsKey(around)) {
                return true;
            }
        }
        return false;
    }
}
