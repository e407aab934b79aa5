package io.tidings.contracts.compiler;

import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import io.tidings.contracts.plan.RecordPlan.Source;
import io.tidings.contracts.plan.Shape;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Compiles {@code @changes(["previous", "product"])}: the names of the fields in which two records differ. */
record ChangesCompiler(Schema record) {

    FieldPlan field(Schema.Field field) throws Misfit {
        if (field.getObjectProp(Annotations.FROM) != null) {
            throw new Misfit("@changes compares two fields of this record; leave out @from");
        }
        boolean names = field.schema().getType() == Schema.Type.ARRAY
                && field.schema().getElementType().getType() == Schema.Type.STRING;
        if (!names) {
            throw new Misfit("@changes gives the names of fields; make it array<string>");
        }
        if (!(field.getObjectProp(Annotations.CHANGES) instanceof List<?> two) || two.size() != 2) {
            throw new Misfit("@changes names two fields of this record: @changes([\"previous\", \"product\"])");
        }
        String left = String.valueOf(two.get(0));
        String right = String.valueOf(two.get(1));
        if (!recordOf(left).equals(recordOf(right))) {
            throw new Misfit(left + " and " + right + " are not the same record, so their fields cannot be compared");
        }
        return new FieldPlan(
                field.name(),
                new Source.Changes(left, right),
                new Shape.Names(),
                new Fallback.Reject(),
                Optional.empty());
    }

    private Schema recordOf(String name) throws Misfit {
        Schema.Field field = record.getField(name);
        if (field == null || RecordCompiler.required(field.schema()).getType() != Schema.Type.RECORD) {
            throw new Misfit("@changes compares records, and this record has no field " + name + " that is one");
        }
        return RecordCompiler.required(field.schema());
    }
}
