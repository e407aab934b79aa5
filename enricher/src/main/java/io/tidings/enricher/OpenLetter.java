package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.AuditTrail;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Place;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.RowName;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.plan.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rejected event, with all that is needed to evaluate it again.
 *
 * @param topic of its contract
 * @param position of its transaction
 * @param index of what triggered it, among the triggers of the transaction
 * @param ordinal its place among the outcomes of what triggered it
 * @param millis when its transaction committed, milliseconds since the epoch
 * @param auditRow the values of the audit row that triggered or explains it
 * @param table of the row that changed; empty when an audit row triggered it
 * @param key of the row that changed
 */
record OpenLetter(
        String topic,
        long position,
        int index,
        int ordinal,
        long millis,
        @Nullable Map<String, @Nullable Object> auditRow,
        @Nullable String table,
        List<String> key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static OpenLetter of(String topic, Occurrence occurrence, int ordinal) {
        RowName changed = occurrence.trigger() instanceof Trigger.Changed change ? change.row() : null;
        return new OpenLetter(
                topic,
                occurrence.position(),
                occurrence.index(),
                ordinal,
                occurrence.millis(),
                occurrence.trigger().auditRow().map(Row::values).orElse(null),
                changed == null ? null : changed.table().toString(),
                changed == null ? List.of() : changed.key().parts());
    }

    static OpenLetter read(byte[] stored) {
        try {
            return JSON.readValue(stored, OpenLetter.class);
        } catch (IOException e) {
            throw new IllegalStateException("A stored letter cannot be read.", e);
        }
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A letter of plain values is no json.", e);
        }
    }

    /** What triggered it, as of then; empty when that is forgotten. */
    Optional<Occurrence> occurrence(AuditTable audit, LongFunction<Optional<View>> views) {
        return views.apply(position)
                .flatMap(view -> trigger(audit, view, views))
                .map(trigger -> new Occurrence(trigger, position, index, millis));
    }

    private Optional<Trigger> trigger(AuditTable audit, View view, LongFunction<Optional<View>> views) {
        Optional<Row> row = auditRow(audit);
        return changed()
                .map(name -> views.apply(position - 1)
                        .<Trigger>map(before -> new Trigger.Changed(
                                name, place(name, before), place(name, view), view, new AuditTrail(row, Set.of()))))
                .orElseGet(() -> row.map(audited -> new Trigger.Audited(audited, view)));
    }

    private static Optional<Place> place(RowName name, View view) {
        return view.row(name.table(), name.key()).map(row -> new Place(row, view));
    }

    private Optional<Row> auditRow(AuditTable audit) {
        return auditRow == null ? Optional.empty() : Optional.of(new Row(audit.table(), auditRow));
    }

    private Optional<RowName> changed() {
        return table == null
                ? Optional.empty()
                : Optional.of(new RowName(TableName.parse(table, "public"), new Key(key)));
    }

    /** The rows that it is about; another about one of them may be an event of the same key. */
    List<RowName> rows(AuditTable audit) {
        List<RowName> rows = new ArrayList<>();
        changed().ifPresent(rows::add);
        if (table == null) {
            auditRow(audit).map(audit::named).ifPresent(rows::addAll);
        }
        return rows;
    }
}
