package io.tidings.enricher.state;

import java.util.Optional;

/**
 * What the changelogs hold of one partition of the log.
 *
 * @param next what comes next, when there is a state
 * @param log the identity of the log that the state is made of
 * @param damage what is wrong with it, the middle of a sentence; empty when nothing is
 */
public record FoundState(Optional<Long> next, String log, String damage) {}
