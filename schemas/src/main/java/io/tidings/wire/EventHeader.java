package io.tidings.wire;

import io.tidings.contracts.plan.Occurrence;
import java.util.List;

/**
 * What a header of events says, in words.
 *
 * @param always whether every event has it
 */
public record EventHeader(String name, boolean always, String description) {

    /** The name of the one that leads to the audit row in its table. */
    public static final String AUDIT_ID = "ce_auditid";

    /** All that {@link EventAttributes} writes, in its order. */
    public static final List<EventHeader> ALL = List.of(
            new EventHeader("ce_specversion", true, "The version of CloudEvents."),
            new EventHeader(
                    "ce_id",
                    true,
                    "Never used for another event of its source, and the same whenever the event is written again:"
                            + " position and place of what happened, then the topic; at most " + Occurrence.LONGEST_ID
                            + " characters. A consumer that has seen it can drop the record."),
            new EventHeader("ce_source", true, "The application whose audit table is read."),
            new EventHeader("ce_type", true, "The event type with its major version."),
            new EventHeader("ce_subject", false, "What the event is about: the record key."),
            new EventHeader("ce_time", true, "When the transaction committed, UTC."),
            new EventHeader("ce_dataschema", true, "Where the registry has the value's schema."),
            new EventHeader("content-type", true, "What the value is."),
            new EventHeader("ce_sequence", true, "Sorts as text, and orders the events of a source across topics."),
            new EventHeader("ce_partitionkey", false, "The record key; events of one key keep their order."),
            new EventHeader(
                    AUDIT_ID,
                    false,
                    "The id of the audit row that the event tells of or, with `ce_causationid`, that explains it."
                            + " An application can use it again for a later row: see `ce_id`."),
            new EventHeader(
                    "ce_causationid",
                    false,
                    "Of an event without an audit row of its own: with what the `ce_id` of each event of the first audit"
                            + " row of its transaction begins, up to the colon, if the transaction has one."),
            new EventHeader("ce_authtype", true, "`user`, or `unknown` when nobody is named."),
            new EventHeader("ce_authid", false, "The id of who acted."),
            new EventHeader(
                    "ce_traceparent",
                    false,
                    "The trace that the audit row belongs to, when it names one (W3C Trace Context)."));
}
