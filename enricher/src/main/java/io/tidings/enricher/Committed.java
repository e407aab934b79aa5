package io.tidings.enricher;

import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Text;
import io.tidings.contracts.plan.Trigger;
import java.util.Optional;

/** What applying the log gives for evaluation. */
sealed interface Committed {

    /**
     * Something that contracts answer has committed.
     *
     * @param position its transaction's
     * @param index its place among the triggers of the transaction: changes of rows before audit rows
     * @param millis when it committed, milliseconds since the epoch
     */
    record Triggered(Trigger trigger, long position, int index, long millis) implements Committed {

        /** What tells it from all others of its source: the audit row's id, or the changed row with the position. */
        String id(AuditTable audit) {
            if (trigger instanceof Trigger.Changed change) {
                String key = String.join(",", change.row().key().parts());
                return String.format("%016x/%s/%s", position, change.row().table(), key);
            }
            return auditId(audit).orElse("");
        }

        /** The id of the audit row that says who did it and why. */
        Optional<String> auditId(AuditTable audit) {
            return trigger.auditRow().flatMap(row -> Optional.ofNullable(Text.orNull(row.value(audit.id()))));
        }
    }

    /**
     * A record of the log that nothing can be made of.
     *
     * @param reason a sentence
     */
    record Unreadable(String reason, byte[] record, int partition, long offset) implements Committed {}
}
