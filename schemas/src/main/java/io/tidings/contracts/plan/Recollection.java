package io.tidings.contracts.plan;

import io.tidings.contracts.plan.RecordPlan.FieldPlan;
import io.tidings.contracts.plan.RecordPlan.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out what later events will want to know of the row that an event is about, as the event showed it. */
record Recollection(List<Contract> contracts) {

    List<Memory.Entry> of(Roots.Rooted row) {
        List<Memory.Entry> entries = new ArrayList<>();
        for (Contract contract : contracts) {
            for (FieldPlan field : contract.record().fields()) {
                if (field.source() instanceof Source.Previous previous
                        && previous.what().tables().contains(row.name().table())) {
                    entries.add(new Memory.Entry(previous.what(), row.name(), datum(previous, field.shape(), row)));
                }
            }
        }
        return entries;
    }

    /** A row that is gone is shown for the last time; nothing needs to be known of it any more. */
    private static Optional<Object> datum(Source.Previous previous, Shape shape, Roots.Rooted row) {
        return row.gone()
                ? Optional.empty()
                : new Evaluation(Roots.only(previous.what().root(), row), Memory.none()).value(previous.now(), shape);
    }
}
