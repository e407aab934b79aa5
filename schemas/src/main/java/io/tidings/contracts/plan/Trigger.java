package io.tidings.contracts.plan;

import java.util.Optional;

/** What contracts answer: something that one transaction committed. */
public sealed interface Trigger {

    /** The database as the transaction left it. */
    View view();

    /** The audit row that says who did it and why; a change of a row need not have one. */
    Optional<Row> auditRow();

    /**
     * An audit row was added.
     *
     * @param row as its transaction left it
     */
    record Audited(Row row, View view) implements Trigger {
        @Override
        public Optional<Row> auditRow() {
            return Optional.of(row);
        }
    }

    /**
     * A row of another table is different than before the transaction.
     *
     * @param row which row
     * @param before as it was, in the view of the moment before the transaction; empty when it was not there
     * @param after as it is; empty when it is gone
     * @param trail the audit rows of the same transaction
     */
    record Changed(RowName row, Optional<Place> before, Optional<Place> after, View view, AuditTrail trail)
            implements Trigger {
        @Override
        public Optional<Row> auditRow() {
            return trail.first();
        }

        /** What happened to the row. */
        public Kind kind() {
            if (before.isEmpty()) {
                return Kind.INSERTED;
            }
            return after.isEmpty() ? Kind.DELETED : Kind.UPDATED;
        }

        /** The row as it is or, when it is gone, as it was. */
        public Place place() {
            return after.or(() -> before).orElseThrow();
        }
    }

    /** What can happen to a row. */
    enum Kind {
        DELETED,
        INSERTED,
        UPDATED
    }
}
