package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Outcome;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes events, or dead letters, of committed audit rows. */
final class EvaluateContracts implements Processor<String, Committed, String, Publication> {
    private final Contracts contracts;
    private final EventWriter events;
    private final DeadLetterWriter deadLetters;
    private ProcessorContext<String, Publication> context;

    EvaluateContracts(Contracts contracts, EventWriter events, DeadLetterWriter deadLetters) {
        this.contracts = contracts;
        this.events = events;
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<String, Publication> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, Committed> record) {
        if (record.value() instanceof Committed.AuditRow row) {
            evaluate(row);
        } else if (record.value() instanceof Committed.Unreadable unreadable) {
            context.forward(deadLetters.unreadable(unreadable, record.timestamp()));
        }
    }

    private void evaluate(Committed.AuditRow row) {
        List<Outcome> outcomes = contracts.evaluate(row.row(), row.view());
        for (int ordinal = 0; ordinal < outcomes.size(); ordinal++) {
            Outcome outcome = outcomes.get(ordinal);
            context.forward(
                    outcome instanceof Outcome.Event event
                            ? events.write(event, row, ordinal)
                            : deadLetters.rejected((Outcome.Rejected) outcome, row));
        }
    }
}
