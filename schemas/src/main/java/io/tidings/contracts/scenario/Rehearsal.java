package io.tidings.contracts.scenario;

import io.tidings.contracts.plan.AuditTrail;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.RecordPlan.Remembered;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.RowChanges;
import io.tidings.contracts.plan.RowName;
import io.tidings.contracts.plan.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One source's database in memory, and what its contracts tell of the transactions that are committed to it. */
final class Rehearsal {
    private static final long FIRST_POSITION = 0x1a2b3c0;
    private static final long POSITIONS_APART = 0xa8;
    private static final long FIRST_MILLIS =
            Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final long MILLIS_APART = 1_000;

    private final Contracts contracts;
    private final Map<Remembered, Map<RowName, Object>> remembered = new HashMap<>();
    private MemoryView view = MemoryView.empty();
    private int transactions;

    Rehearsal(Contracts contracts) {
        this.contracts = contracts;
    }

    /** Takes rows as a snapshot finds them: nothing is told of them. */
    void load(List<Statement> rows) throws OpenTransaction.Misfit {
        OpenTransaction snapshot = new OpenTransaction(view);
        for (Statement row : rows) {
            snapshot.apply(row);
        }
        view = snapshot.commit();
    }

    /** Commits a transaction and gives what is told of it, in order. */
    List<Told> commit(List<Statement> statements) throws OpenTransaction.Misfit {
        OpenTransaction transaction = new OpenTransaction(view);
        RowChanges changes = new RowChanges(contracts);
        for (Statement statement : statements) {
            changes.touch(statement.table().name(), transaction.apply(statement));
        }
        MemoryView before = view;
        view = transaction.commit();
        List<Row> auditRows = transaction.added(contracts.audit().table());
        AuditTrail trail = AuditTrail.of(contracts.audit(), auditRows);
        transactions++;
        List<Told> told = new ArrayList<>();
        int index = 0;
        for (Trigger.Changed change : changes.between(before, view, trail)) {
            told.addAll(tell(change, index++));
        }
        index = Occurrence.FIRST_AUDIT_ROW;
        for (Row row : auditRows) {
            told.addAll(tell(new Trigger.Audited(row, view), index++));
        }
        return told;
    }

    private List<Told> tell(Trigger trigger, int index) {
        Occurrence occurrence = new Occurrence(
                trigger,
                FIRST_POSITION + transactions * POSITIONS_APART,
                index,
                FIRST_MILLIS + transactions * MILLIS_APART);
        Evaluated evaluated = contracts.evaluate(trigger, this::recall);
        evaluated.entries().forEach(this::remember);
        List<Told> told = new ArrayList<>();
        evaluated.outcomes().forEach(outcome -> told.add(new Told(occurrence, told.size(), outcome)));
        return told;
    }

    private Optional<Object> recall(Remembered what, RowName row) {
        return Optional.ofNullable(remembered.getOrDefault(what, Map.of()).get(row));
    }

    private void remember(Memory.Entry entry) {
        Map<RowName, Object> rows = remembered.computeIfAbsent(entry.what(), unused -> new HashMap<>());
        entry.datum().ifPresentOrElse(datum -> rows.put(entry.row(), datum), () -> rows.remove(entry.row()));
    }
}
