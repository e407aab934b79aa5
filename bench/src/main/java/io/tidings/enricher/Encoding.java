package io.tidings.enricher;

import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import java.util.Map;

/** Makes records of events as the enricher does, for the benchmark. */
public final class Encoding {
    private final EventWriter writer;

    /** Of these contracts, whose schemas get ids without a registry. */
    public Encoding(Contracts contracts) {
        Contract contract = contracts.contracts().get(0);
        writer = new EventWriter(
                contracts,
                "",
                EventForm.USUAL,
                Map.of(contract, new RegisteredSchema(1, "http://registry/schemas/ids/1")));
    }

    /** The record of an event: key, headers, and the value in Avro. */
    public Object record(Outcome.Event event, Occurrence occurrence) {
        return writer.write(event, occurrence, 0);
    }
}
