package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes events, or dead letters, of what contracts answer. */
final class EvaluateContracts implements Processor<String, Committed, String, Publication> {
    static final String MEMORY = "event-memory";

    private final Contracts contracts;
    private final EventWriter events;
    private final DeadLetterWriter deadLetters;
    private ProcessorContext<String, Publication> context;
    private EventMemory memory;

    EvaluateContracts(Contracts contracts, EventWriter events, DeadLetterWriter deadLetters) {
        this.contracts = contracts;
        this.events = events;
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<String, Publication> context) {
        this.context = context;
        this.memory = new EventMemory(context.getStateStore(MEMORY));
    }

    @Override
    public void process(Record<String, Committed> record) {
        if (record.value() instanceof Committed.Triggered triggered) {
            evaluate(triggered.occurrence());
        } else if (record.value() instanceof Committed.Unreadable unreadable) {
            context.forward(deadLetters.unreadable(unreadable, record.timestamp()));
        }
    }

    private void evaluate(Occurrence occurrence) {
        Evaluated evaluated = contracts.evaluate(occurrence.trigger(), memory);
        for (int ordinal = 0; ordinal < evaluated.outcomes().size(); ordinal++) {
            Outcome outcome = evaluated.outcomes().get(ordinal);
            context.forward(
                    outcome instanceof Outcome.Event event
                            ? events.write(event, occurrence, ordinal)
                            : deadLetters.rejected((Outcome.Rejected) outcome, occurrence));
        }
        evaluated.entries().forEach(memory::remember);
    }
}
