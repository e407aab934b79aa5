package io.tidings.enricher;

import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.View;

/** What applying the log gives for evaluation. */
sealed interface Committed {

    /**
     * An audit row that has committed.
     *
     * @param row as it was inserted
     * @param view the database as it stood when the row committed
     * @param position its transaction's
     * @param index its place among the audit rows of the transaction, from 0
     * @param millis when it committed, milliseconds since the epoch
     */
    record AuditRow(Row row, View view, long position, int index, long millis) implements Committed {}

    /**
     * A record of the log that nothing can be made of.
     *
     * @param reason a sentence
     */
    record Unreadable(String reason, byte[] record, int partition, long offset) implements Committed {}
}
