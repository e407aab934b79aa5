package io.tidings.enricher;

/**
 * A contract's schema in the registry.
 *
 * @param id the id that the wire format carries
 * @param uri where consumers find it
 */
record RegisteredSchema(int id, String uri) {}
