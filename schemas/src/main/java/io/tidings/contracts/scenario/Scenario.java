package io.tidings.contracts.scenario;

import java.util.List;

/**
 * A test of contracts: rows, a transaction, and what is told of it.
 *
 * @param file where it is written, as messages name it
 * @param line where it begins
 * @param name a sentence
 * @param given inserts of the rows that are there
 * @param earlier transactions that committed before; what is told of them is remembered, and not compared
 * @param when the transaction
 * @param then all that is told of it, in order
 */
public record Scenario(
        String file,
        int line,
        String name,
        List<Statement> given,
        List<List<Statement>> earlier,
        List<Statement> when,
        List<Expected> then) {}
