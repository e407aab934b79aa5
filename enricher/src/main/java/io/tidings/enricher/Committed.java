package io.tidings.enricher;

import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.View;
import io.tidings.log.ControlRecord;
import java.util.Optional;
import java.util.function.LongFunction;

/** What applying the log gives for evaluation. */
sealed interface Committed {

    /** Something that contracts answer. */
    record Triggered(Occurrence occurrence) implements Committed {}

    /**
     * Rejected events are to be evaluated again.
     *
     * @param views the database as it stood at a position; empty when that is forgotten
     */
    record Redrive(ControlRecord.Redrive request, LongFunction<Optional<View>> views) implements Committed {}

    /**
     * A record of the log that nothing can be made of.
     *
     * @param reason a sentence
     */
    record Unreadable(String reason, byte[] record, int partition, long offset) implements Committed {}
}
