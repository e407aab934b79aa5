package io.tidings.enricher;

import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.View;
import io.tidings.log.ControlRecord;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

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
    record Unreadable(String reason, byte[] record, int partition, long offset) implements Committed {

        /** The record that is being processed, under its key. */
        static Record<String, Committed> at(ProcessingContext context, String reason, Record<String, byte[]> record) {
            int partition =
                    context.recordMetadata().map(RecordMetadata::partition).orElse(-1);
            long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
            return record.withValue(new Unreadable(reason, record.value(), partition, offset));
        }
    }
}
