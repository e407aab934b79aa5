package io.tidings.wire;

import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of an event as CloudEvents 1.0 headers in the Kafka binding's binary mode. */
public final class EventAttributes {
    /** Of each value, without its prefix. */
    public static final String CONTENT_TYPE = "application/vnd.apache.avro";

    private EventAttributes() {}

    /**
     * The headers' names and texts, in a fixed order; what an event does not have is left out.
     *
     * @param ordinal its place among the outcomes of its occurrence
     * @param dataSchema where consumers find the value's schema
     */
    public static Map<String, String> of(
            AuditTable audit, Outcome.Event event, Occurrence occurrence, int ordinal, String dataSchema) {
        Contract contract = event.contract();
        Optional<String> key = Optional.of(event.key()).filter(text -> !text.isEmpty());
        Optional<String> actor = occurrence.actorId(audit).filter(id -> !id.isEmpty());
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ce_specversion", "1.0");
        attributes.put("ce_id", occurrence.id(contract));
        attributes.put("ce_source", "/" + audit.source());
        attributes.put("ce_type", contract.type());
        key.ifPresent(text -> attributes.put("ce_subject", text));
        attributes.put("ce_time", Instant.ofEpochMilli(occurrence.millis()).toString());
        attributes.put("ce_dataschema", dataSchema);
        attributes.put("content-type", CONTENT_TYPE);
        attributes.put("ce_sequence", occurrence.sequence(ordinal));
        key.ifPresent(text -> attributes.put("ce_partitionkey", text));
        occurrence.auditId(audit).ifPresent(id -> attributes.put(EventHeader.AUDIT_ID, id));
        occurrence.causeId().ifPresent(id -> attributes.put("ce_causationid", id));
        attributes.put("ce_authtype", actor.isPresent() ? "user" : "unknown");
        actor.ifPresent(id -> attributes.put("ce_authid", id));
        occurrence.traceparent(audit).ifPresent(parent -> attributes.put("ce_traceparent", parent));
        return Collections.unmodifiableMap(attributes);
    }
}
