package io.tidings.contracts.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The audit rows of one transaction, as its changes of rows see them.
 *
 * @param first the first of them, which says who did it and why
 * @param named which rows they name, each with the action
 */
public record AuditTrail(Optional<Row> first, Set<Named> named) {

    /** A row that an audit row is about, as a reference or an entity. */
    public record Named(String action, RowName row) {}

    /** The trail of the audit rows of a transaction, in their order. */
    public static AuditTrail of(AuditTable audit, List<Row> auditRows) {
        Set<Named> named = new HashSet<>();
        for (Row row : auditRows) {
            String action = Text.orNull(row.value(audit.action()));
            if (action != null) {
                audit.named(row).forEach(name -> named.add(new Named(action, name)));
            }
        }
        return new AuditTrail(auditRows.stream().findFirst(), named);
    }

    /** Whether an audit row with one of these actions names that row. */
    boolean names(Set<String> actions, RowName row) {
        return actions.stream().anyMatch(action -> named.contains(new Named(action, row)));
    }
}
