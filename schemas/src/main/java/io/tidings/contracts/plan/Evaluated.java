package io.tidings.contracts.plan;

import java.util.List;

/**
 * What contracts make of a trigger.
 *
 * @param outcomes in the order of the contracts
 * @param entries what is to be remembered for later events
 */
public record Evaluated(List<Outcome> outcomes, List<Memory.Entry> entries) {}
