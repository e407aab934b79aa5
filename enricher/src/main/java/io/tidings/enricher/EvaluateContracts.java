package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes events, or dead letters, of what contracts answer. */
final class EvaluateContracts implements Processor<String, Committed, String, Publication> {
    static final String MEMORY = "event-memory";
    static final String LETTERS = "open-letters";

    private final Contracts contracts;
    private final EventWriter events;
    private final DeadLetterWriter deadLetters;
    private final Duration retention;
    private final EnricherMeters meters;
    private ProcessorContext<String, Publication> context;
    private EventMemory memory;
    private OpenLetters letters;

    EvaluateContracts(Contracts contracts, Duration retention, Writers writers, EnricherMeters meters) {
        this.contracts = contracts;
        this.retention = retention;
        this.events = writers.events();
        this.deadLetters = writers.deadLetters();
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Publication> context) {
        this.context = context;
        this.memory = new EventMemory(context.getStateStore(MEMORY));
        this.letters = new OpenLetters(context.getStateStore(LETTERS));
    }

    @Override
    public void process(Record<String, Committed> record) {
        if (record.value() instanceof Committed.Triggered triggered) {
            evaluate(triggered.occurrence());
        } else if (record.value() instanceof Committed.Redrive redrive) {
            new Redrive(contracts, letters, new Writers(events, deadLetters), context::forward)
                    .answer(redrive, record.timestamp(), meters);
        } else if (record.value() instanceof Committed.Unreadable unreadable) {
            meters.unreadable();
            context.forward(deadLetters.unreadable(unreadable, record.timestamp()));
        }
    }

    private void evaluate(Occurrence occurrence) {
        Evaluated evaluated = contracts.evaluate(occurrence.trigger(), memory);
        for (int ordinal = 0; ordinal < evaluated.outcomes().size(); ordinal++) {
            context.forward(written(evaluated.outcomes().get(ordinal), occurrence, ordinal));
        }
        evaluated.entries().forEach(memory::remember);
        if (evaluated.outcomes().isEmpty()) {
            contracts.unmappedAction(occurrence.trigger()).ifPresent(meters::unmapped);
        }
    }

    private Record<String, Publication> written(Outcome outcome, Occurrence occurrence, int ordinal) {
        if (outcome instanceof Outcome.Event event) {
            meters.event(event.contract(), contracts.audit(), occurrence);
            return events.write(event, occurrence, ordinal);
        }
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        meters.rejected(rejected, contracts.audit(), occurrence);
        letters.add(
                occurrence.sequence(),
                OpenLetter.of(rejected.contract().topic(), occurrence, ordinal),
                occurrence.millis() - retention.toMillis());
        return deadLetters.rejected(rejected, occurrence);
    }
}
