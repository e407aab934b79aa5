package io.tidings.enricher;

import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Makes events, or dead letters, of what contracts answer. */
final class EvaluateContracts implements Processor<String, Committed, String, Publication> {
    static final String MEMORY = "event-memory";
    static final String LETTERS = "open-letters";

    private final Sources sources;
    private final Duration retention;
    private final EnricherMeters meters;
    private ProcessorContext<String, Publication> context;
    private EventMemory memory;
    private final Map<String, OpenLetters> letters = new HashMap<>();

    EvaluateContracts(Sources sources, Duration retention, EnricherMeters meters) {
        this.sources = sources;
        this.retention = retention;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Publication> context) {
        this.context = context;
        this.memory = new EventMemory(context.getStateStore(MEMORY));
        letters.clear();
    }

    @Override
    public void process(Record<String, Committed> record) {
        Source source = sources.findOrStrictest(record.key());
        if (record.value() instanceof Committed.Triggered triggered) {
            evaluate(source, triggered.occurrence());
        } else if (record.value() instanceof Committed.Redrive redrive) {
            new Redrive(source, letters(source), context::forward).answer(redrive, record.timestamp(), meters);
        } else if (record.value() instanceof Committed.Unreadable unreadable) {
            meters.unreadable();
            context.forward(source.deadLetters().unreadable(unreadable, record.key(), record.timestamp()));
        }
    }

    /** A partition belongs to one source; which one its first record says. */
    private OpenLetters letters(Source source) {
        return letters.computeIfAbsent(
                source.name(),
                name -> new OpenLetters(
                        context.getStateStore(LETTERS), source.contracts().audit()));
    }

    private void evaluate(Source source, Occurrence occurrence) {
        Contracts contracts = source.contracts();
        Evaluated evaluated = contracts.evaluate(occurrence.trigger(), memory);
        for (int ordinal = 0; ordinal < evaluated.outcomes().size(); ordinal++) {
            context.forward(written(source, evaluated.outcomes().get(ordinal), occurrence, ordinal));
        }
        evaluated.entries().forEach(memory::remember);
        if (evaluated.outcomes().isEmpty()) {
            contracts.unmappedAction(occurrence.trigger()).ifPresent(meters::unmapped);
        }
    }

    private Record<String, Publication> written(Source source, Outcome outcome, Occurrence occurrence, int ordinal) {
        AuditTable audit = source.contracts().audit();
        if (outcome instanceof Outcome.Event event) {
            meters.event(event.contract(), audit, occurrence);
            return source.events().write(event, occurrence, ordinal);
        }
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        meters.rejected(rejected, audit, occurrence);
        letters(source)
                .add(
                        occurrence.sequence(),
                        OpenLetter.of(rejected.contract().topic(), occurrence, ordinal),
                        occurrence.millis() - retention.toMillis());
        return source.deadLetters().rejected(rejected, occurrence);
    }
}
