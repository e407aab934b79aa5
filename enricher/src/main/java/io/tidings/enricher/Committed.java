package io.tidings.enricher;

import io.tidings.contracts.plan.Occurrence;

/** What applying the log gives for evaluation. */
sealed interface Committed {

    /** Something that contracts answer. */
    record Triggered(Occurrence occurrence) implements Committed {}

    /**
     * A record of the log that nothing can be made of.
     *
     * @param reason a sentence
     */
    record Unreadable(String reason, byte[] record, int partition, long offset) implements Committed {}
}
