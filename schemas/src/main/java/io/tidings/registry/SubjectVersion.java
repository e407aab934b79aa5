package io.tidings.registry;

/** One version of a subject, with its schema's text. */
public record SubjectVersion(Registered registered, String schema) {}
