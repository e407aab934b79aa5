package io.tidings.contracts.scenario;

import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;

/**
 * What a contract made of something that a scenario's transaction committed.
 *
 * @param ordinal its place among the outcomes of the occurrence
 */
public record Told(Occurrence occurrence, int ordinal, Outcome outcome) {}
