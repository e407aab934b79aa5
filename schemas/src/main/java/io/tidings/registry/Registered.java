package io.tidings.registry;

/**
 * A schema that is registered.
 *
 * @param id what stands before each value that it encodes
 * @param version its place among the schemas of the subject, from 1
 */
public record Registered(int id, int version, String subject) {}
