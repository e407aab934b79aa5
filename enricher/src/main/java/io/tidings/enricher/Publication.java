package io.tidings.enricher;

/**
 * A record's value, ready for its topic.
 *
 * @param topic where it goes
 */
record Publication(String topic, byte[] value) {}
