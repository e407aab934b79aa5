package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Decides whether a change of a row is one that a contract answers. */
record Answer(ChangeTrigger trigger, Map<TableName, List<String>> primaryKeys) {

    boolean to(Trigger.Changed change) {
        return trigger.table().equals(change.row().table())
                && trigger.kind() == change.kind()
                && (trigger.columns().isEmpty()
                        || trigger.columns().stream().anyMatch(column -> differs(change, column)))
                && (trigger.with().isEmpty() || trigger.with().stream().anyMatch(path -> wentToo(change, path)));
    }

    private static boolean differs(Trigger.Changed change, String column) {
        return !Objects.equals(value(change.before(), column), value(change.after(), column));
    }

    private static Optional<Object> value(Optional<Place> place, String column) {
        return place.map(there -> there.row().value(column));
    }

    /** Whether the row to which the path led before the transaction is gone after it. */
    private boolean wentToo(Trigger.Changed change, PathPlan path) {
        return new Walk(Roots.none())
                .follow(path, change.place()).stream()
                        .map(stop -> stop.place().row())
                        .anyMatch(row -> Key.of(row, primaryKeys.getOrDefault(row.table(), List.of()))
                                .filter(key ->
                                        change.view().row(row.table(), key).isEmpty())
                                .isPresent());
    }
}
