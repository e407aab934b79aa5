package io.tidings.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import java.util.Map;

/**
 * An event with what it tells of, to show what comes on its topic.
 *
 * @param ordinal its place among the outcomes of its occurrence
 */
public record Example(Outcome.Event event, Occurrence occurrence, int ordinal) {

    /**
     * Its headers.
     *
     * @param dataSchema where consumers find the value's schema
     */
    public Map<String, String> headers(AuditTable audit, String dataSchema) {
        return EventAttributes.of(audit, event, occurrence, ordinal, dataSchema);
    }

    /** Its value as plain json. */
    public JsonNode value() {
        return PlainJson.of(event.contract().schema(), event.value());
    }
}
