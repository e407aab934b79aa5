package io.tidings.registry;

/**
 * A schema names a type that another subject defines.
 *
 * @param name the full name of the type
 */
public record Reference(String name, String subject, int version) {}
