package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.avro.Schema;

/**
 * Where one field of an event comes from.
 *
 * @param name from the event's top: {@code product.team[].email}
 * @param schema its type, as published
 * @param doc its documentation; empty when it has none
 * @param path as the contract writes it
 * @param origins where the path begins, or that of the outermost record around the field, in the order of alternatives
 * @param rows the tables on whose rows the path ends: those that a record stands on, or that hold the value
 * @param readings what a field shows that is no record; none when it compares other fields
 * @param sensitive the label under which it is protected; empty when it is not
 * @param passages what else has a part in it, from the root on, that of the records around it included
 */
public record FieldLineage(
        String name,
        Schema schema,
        String doc,
        String path,
        List<Origin> origins,
        SortedSet<TableName> rows,
        SortedSet<Reading> readings,
        Optional<String> sensitive,
        List<Passage> passages) {

    public FieldLineage {
        origins = List.copyOf(origins);
        passages = List.copyOf(passages);
    }

    /** How many records are around it. */
    public int depth() {
        return name.length() - name.replace(".", "").length();
    }

    /** The name without those of the records around it. */
    public String ownName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it is a record, or an array of them, whose fields have entries of their own. */
    public boolean isRecord() {
        return innermost(schema).getType() == Schema.Type.RECORD;
    }

    /** Whether it only compares what other fields show. */
    public boolean isComparison() {
        return origins.stream().anyMatch(origin -> origin.manner() == Origin.Manner.COMPARED);
    }

    private static Schema innermost(Schema schema) {
        Schema required = required(schema);
        return required.getType() == Schema.Type.ARRAY ? innermost(required.getElementType()) : required;
    }

    /** The type without the null of a union. */
    static Schema required(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }
}
