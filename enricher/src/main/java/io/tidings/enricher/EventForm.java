package io.tidings.enricher;

import io.tidings.contracts.protection.Treatments;
import io.tidings.wire.SchemaIdPlace;

/**
 * In which form events leave.
 *
 * @param schemaIdPlace where an event's schema id stands
 * @param treatments of fields that contracts call sensitive
 */
public record EventForm(SchemaIdPlace schemaIdPlace, Treatments treatments) {

    /** The schema's id in front of the value, what is sensitive masked. */
    public static final EventForm USUAL = new EventForm(SchemaIdPlace.PREFIX, Treatments.MASKED);
}
